"""Who asks: a plain HTTP/1.1 client over kept-open connections, cheap enough to leave the server the machine."""

import socket
import threading
import time
from statistics import median

PIECE = 2**18


class Connection:
    """A connection that is kept open, and opened again where the server closes it."""

    def __init__(self, port, method="GET"):
        self.port, self.method, self.socket, self.taken = port, method, None, None

    def ask(self, path, **headers):
        """(status, seconds to the first byte, {header: value}, length of the body)"""
        lines = [f"{self.method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        request = ("\r\n".join(lines) + "\r\n\r\n").encode()
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.port))
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        started = time.perf_counter()
        self.socket.sendall(request)
        received = self.socket.recv(PIECE)
        first = time.perf_counter() - started
        if not received:
            self.close()
            return self.ask(path, **headers)
        while b"\r\n\r\n" not in received:
            received += self.socket.recv(PIECE)
        head, _blank, rest = received.partition(b"\r\n\r\n")
        status, *fields = head.decode("latin-1").split("\r\n")
        answered = {name.lower(): value for name, _colon, value in (field.partition(": ") for field in fields)}
        length = self._body(answered, rest, int(status.split()[1]))
        if answered.get("connection", "").lower() == "close":
            self.close()
        return int(status.split()[1]), first, answered, length

    def text(self, path):
        """The body of an answer."""
        self.taken = bytearray()
        self.ask(path)
        text, self.taken = self.taken.decode(), None
        return text

    def _body(self, answered, rest, status):
        """The length of the body, of which `rest` came with the head."""
        self._take(rest)
        length, end = len(rest), rest[-7:]
        if status == 304 or self.method == "HEAD":
            return 0
        wanted = int(answered["content-length"]) if "content-length" in answered else None
        chunked = "chunked" in answered.get("transfer-encoding", "")
        while length != wanted and not (chunked and end.endswith(b"\r\n0\r\n\r\n")):
            piece = self.socket.recv(PIECE)
            if not piece:
                self.close()
                break
            self._take(piece)
            length, end = length + len(piece), (end + piece)[-7:]
        return length

    def _take(self, piece):
        if self.taken is not None:
            self.taken += piece

    def close(self):
        if self.socket:
            self.socket.close()
        self.socket = None


def latency(port, paths, rounds):
    """The median of the milliseconds from asking to the last byte, over all of these paths, one at a time."""
    connection, taken = Connection(port), []
    for number in range(rounds + 1):
        for path in paths:
            started = time.perf_counter()
            status, *_rest = connection.ask(path)
            assert status == 200, (path, status)
            if number:
                taken.append(time.perf_counter() - started)
    connection.close()
    return 1000 * median(taken)


def throughput(servers, paths, seconds, clients=8, **headers):
    """{"rate": answers a second to so many clients at once, "cpu": milliseconds of the servers' CPU for each}."""
    counts, until = [0] * clients, time.perf_counter() + seconds
    statuses = set()

    def ask(number):
        connection, asked = Connection(servers[number % len(servers)].port), number
        while time.perf_counter() < until:
            statuses.add(connection.ask(paths[asked % len(paths)], **headers)[0])
            counts[number] += 1
            asked += 1
        connection.close()

    before, started = sum(server.cpu() for server in servers), time.perf_counter()
    threads = [threading.Thread(target=ask, args=[number]) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    taken, used = time.perf_counter() - started, sum(server.cpu() for server in servers) - before
    assert statuses <= {200, 304}, statuses
    return {"rate": sum(counts) / taken, "cpu": 1000 * used / sum(counts)}
