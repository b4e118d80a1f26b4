"""At most two exports at once in a worker; a slot is never lost."""

from threading import Thread

import pytest

from activities.public.exports.limits import AT_ONCE, SMALL, Busy, Limited, slot

LARGE = SMALL + 1


class Broken(Exception):
    pass


def pieces(count=3, closed=None):
    try:
        for number in range(count):
            yield b"%d" % number
    finally:
        if closed is not None:
            closed.append(True)


def broken():
    yield b"0"
    raise Broken


@pytest.fixture(autouse=True)
def all_slots_are_free_afterwards():
    yield
    held = [Limited(pieces(), LARGE) for _ in range(AT_ONCE)]
    with pytest.raises(Busy):
        Limited(pieces(), LARGE)
    for each in held:
        each.close()


def test_the_pieces_are_those_of_the_export():
    assert list(Limited(pieces(), LARGE)) == [b"0", b"1", b"2"]
    assert b"".join(Limited(pieces(0), LARGE)) == b""


def test_a_third_is_refused_before_its_first_piece_and_small_ones_never_are():
    held = [Limited(pieces(), LARGE) for _ in range(AT_ONCE)]
    with pytest.raises(Busy):
        Limited(broken(), LARGE)
    assert [list(Limited(pieces(), SMALL)) for _ in range(3)] == [[b"0", b"1", b"2"]] * 3
    list(held[0])
    assert list(Limited(pieces(), LARGE))
    held[1].close()


@pytest.mark.parametrize("started", [False, True])
def test_one_that_is_broken_off_is_closed_and_gives_its_slot_back_once(started):
    closed = []
    limited = Limited(pieces(closed=closed), LARGE)
    if started:
        next(iter(limited))
    limited.close()
    limited.close()
    assert closed == [True]


def test_one_that_is_forgotten_or_fails_gives_its_slot_back():
    for _ in range(AT_ONCE + 1):
        Limited(pieces(), LARGE)
        with pytest.raises(Broken):
            list(Limited(broken(), LARGE))
        failing = broken()
        next(failing)
        with pytest.raises(Broken):
            Limited(failing, LARGE)


def test_many_threads_at_once_hold_no_more_slots_than_there_are():
    together, most = [], []

    def export():
        try:
            with slot(LARGE):
                together.append(1)
                most.append(len(together))
                for _piece in pieces(1000):
                    pass
                together.pop()
        except Busy:
            pass

    threads = [Thread(target=export) for _ in range(20)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert 1 <= max(most) <= AT_ONCE
