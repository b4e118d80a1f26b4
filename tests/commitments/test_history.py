from commitments import history
from commitments.models import Commitment


def test_a_document_of_an_earlier_release_is_compared_with_what_it_said_then():
    """With a field that the model has no longer, in the record and in its rows, and a choice that is gone."""
    before = {"short_title": "As it is", "colour": "green", "targets": [{"indicator": "", "due": "2030", "shade": "x"}]}
    after = {"short_title": "As it is", "targets": [{"indicator": "", "due": "2030"}]}
    found = history.differences(Commitment, before, after)
    assert [(each.name, each.before, each.after) for each in found if each.shape == "text"] == [
        ("colour", "green", None)
    ]
    assert [each.name for each in found] == ["targets", "colour"]
