"""Mails: plain, safe in their headers, and never in the way of what they tell about."""

import smtplib
import socket
import threading
import time

import pytest
from django.core import mail as django_mail

from pledgetracker import mail
from tests import factories

SMTP = "django.core.mail.backends.smtp.EmailBackend"


@pytest.fixture
def template(settings, tmp_path):
    """`template(text)`: writes the template mail/a.txt."""
    (tmp_path / "mail").mkdir()
    settings.TEMPLATES = [{**settings.TEMPLATES[0], "DIRS": [tmp_path]}]
    return lambda text: (tmp_path / "mail/a.txt").write_text(text, encoding="utf-8")


def person(**fields):
    return factories.User(**{"username": "anna", "email": "anna@example.org", **fields})


def test_the_first_line_is_the_subject_and_the_rest_the_text(template, settings):
    settings.DEFAULT_FROM_EMAIL = "Pledges <pledges@example.org>"
    text = "[{{ site_name }}] {{ x }}\n\nDear {{ person.username }} & all,\n{{ site_url }}\n"
    template("{% load i18n %}{% autoescape off %}\n" + text + "{% endautoescape %}")
    made = mail.compose(person(), "a", x="it's & <that>")
    assert made.subject == "[Pledge Tracker] it's & <that>"
    assert made.body == "Dear anna & all,\nhttp://testserver\n"
    assert made.to == ["anna@example.org"]
    assert made.from_email == "Pledges <pledges@example.org>"
    assert made.message()["Auto-Submitted"] == "auto-generated"
    assert made.message().get_content_type() == "text/plain"


def test_nothing_that_is_typed_makes_a_header(template):
    template("{% autoescape off %}{{ x }}{% endautoescape %}")
    made = mail.compose(person(), "a", x="One\rBcc: two@example.org\r\nSubject: x\0\x07")
    message = made.message()
    assert message["Subject"] == "One"
    assert message["Bcc"] is None
    assert message.get_all("Subject") == ["One"]
    assert mail.one_line("One\r\nBcc:\x0b two\u2028x\0") == "One Bcc: two x"


def test_a_subject_has_an_end(template):
    template("a" * 2000)
    assert len(mail.compose(person(), "a").subject) == mail.LONGEST_SUBJECT


@pytest.mark.parametrize(
    "address", ["", " ", "anna", "anna@", "a@example.org\nBcc: b@example.org", "a@example.org, b@c.org"]
)
def test_what_is_no_address_is_none(address):
    assert not mail.has_address(person(email=address))
    assert mail.has_address(person())


def test_a_mail_that_cannot_be_sent_does_not_stop_the_others(template, caplog):
    template("Hello")
    good, bad = mail.compose(person(), "a"), mail.compose(person(email="a@example.org\nBcc: b@example.org"), "a")
    assert mail.deliver([bad, good]) == [bad]
    assert [each.to for each in django_mail.outbox] == [good.to]
    assert "A mail was not sent: " in caplog.text
    assert "example.org" not in caplog.text


def test_a_server_that_is_down_is_tried_once_and_logged(template, settings, caplog):
    template("Hello")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", free.getsockname()[1]
        mails = [mail.compose(person(), "a") for _ in range(3)]
        assert mail.deliver(mails) == mails
    assert caplog.text.count("ConnectionRefusedError: ") == 1
    assert "3 mails were not sent: no connection to the mail server" in caplog.text


def test_a_server_that_refuses_one_of_them_takes_the_rest(template, settings, caplog):
    template("Hello")
    server = Server(refused="no@example.org")
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", server.port
    mails = [mail.compose(person(email=f"{name}@example.org"), "a") for name in ("one", "no", "two")]
    assert mail.deliver(mails) == [mails[1]]
    server.thread.join(10)
    assert server.taken == ["one@example.org", "two@example.org"]
    assert f"A mail was not sent: {smtplib.SMTPRecipientsRefused.__name__} 550" in caplog.text
    assert "example.org" not in caplog.text, "people's addresses stay out of the log"
    assert server.connections == 1


def test_a_server_that_falls_silent_is_waited_for_once(template, settings, caplog):
    template("Hello")
    server = Server(silent_at="two@example.org")
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", server.port
    settings.EMAIL_TIMEOUT = 0.5
    mails = [mail.compose(person(email=f"{name}@example.org"), "a") for name in ("one", "two", "three", "four")]
    started = time.monotonic()
    assert mail.deliver(mails) == mails[1:]
    assert time.monotonic() - started < 2
    assert "The mail server was lost: 3 mails were not sent" in caplog.text
    server.thread.join(10)
    assert server.connections == 1


class Server:
    """A mail server that speaks just enough SMTP, on a real socket."""

    def __init__(self, refused="", silent_at=""):
        self.refused, self.silent_at, self.taken, self.connections = refused, silent_at, [], 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.thread = threading.Thread(target=self.serve, daemon=True)
        self.thread.start()

    def serve(self):
        connection, _address = self.socket.accept()
        self.connections += 1
        with connection, connection.makefile("rb") as lines, self.socket:
            answer = connection.sendall
            answer(b"220 ready\r\n")
            recipient = ""
            for line in lines:
                command = line[:4].upper()
                if command == b"DATA":
                    answer(b"354 go on\r\n")
                    while lines.readline() != b".\r\n":
                        pass
                    self.taken.append(recipient)
                elif command == b"RCPT":
                    recipient = line.decode().split("<")[1].split(">")[0]
                    if recipient == self.silent_at:
                        lines.read()  # until the other side gives up
                        return
                    if recipient == self.refused:
                        answer(b"550 nobody here\r\n")
                        continue
                answer(b"221 bye\r\n" if command == b"QUIT" else b"250 ok\r\n")
                if command == b"QUIT":
                    return
