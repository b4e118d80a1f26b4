"""What the site itself wrote changes nothing when it is uploaded again."""

import pytest

from activities.intake import export, judging, reading
from activities.models import Activity
from tests.reading import body

pytestmark = pytest.mark.django_db


def outcomes(data, user=None):
    verdicts = list(judging.judge(reading.read_upload(data), user))
    wrong = [verdict for verdict in verdicts if verdict.outcome != judging.UNCHANGED]
    return judging.counts(verdicts), [(each.reference, each.changes, each.problems) for each in wrong]


def keys():
    return list(Activity.objects.values_list("pk", flat=True))


def staff_csv(user=None):
    return b"".join(export.csv_pieces(keys(), user))


def staff_xlsx(user=None):
    with export.xlsx_file(keys(), user) as file:
        return file.read()


@pytest.mark.parametrize("download", [staff_csv, staff_xlsx])
def test_a_download_of_the_desk_changes_nothing(undp, download):
    counts, wrong = outcomes(download())
    assert (counts["unchanged"], wrong) == (45, [])


def test_the_public_download_changes_nothing(undp, client):
    counts, wrong = outcomes(body(client.get("/activities.csv")))
    assert (counts["unchanged"], wrong) == (45, [])
