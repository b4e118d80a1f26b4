import datetime

from pledgetracker.clock import today


def test_today_is_the_date_in_utc():
    before = datetime.datetime.now(datetime.UTC).date()
    assert before <= today() <= datetime.datetime.now(datetime.UTC).date()


def test_today_can_be_set(settings):
    settings.TODAY = datetime.date(2024, 2, 29)
    assert today() == datetime.date(2024, 2, 29)
