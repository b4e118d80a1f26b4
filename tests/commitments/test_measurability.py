"""What a commitment does not state is named; the list finds exactly those that the sentence names."""

import itertools

import pytest

from commitments import measurability
from commitments.models import Commitment
from tests import factories

STATED = {"lead_unit": "Bureau", "deadline": "2030", "where": "Ghana", "verification": "A survey"}
NAMES = {"lead_unit": "lead", "deadline": "deadline", "where": "where", "verification": "verification"}


@pytest.mark.parametrize("size", range(5))
def test_each_text_that_is_not_stated_is_named(db, size):
    for given in itertools.combinations(STATED, size):
        commitment = factories.commitment(**{name: STATED[name] for name in given})
        factories.target(commitment=commitment, baseline=0)
        missing = [aspect for name, aspect in NAMES.items() if name not in given]
        assert measurability.of_commitment(commitment) == missing
        for aspect in measurability.ASPECTS:
            assert Commitment.objects.lacking(aspect).contains(commitment) == (aspect in missing), (given, aspect)
        assert Commitment.objects.not_measurable().contains(commitment) == bool(missing)


@pytest.mark.parametrize(
    ("baselines", "missing"),
    [([], ["target", "baseline"]), ([None], ["baseline"]), ([0], []), ([10, None], ["baseline"]), ([10, 5], [])],
)
def test_every_target_needs_a_baseline_and_zero_is_one(db, baselines, missing):
    commitment = factories.commitment(**STATED)
    for baseline in baselines:
        factories.target(commitment=commitment, baseline=baseline)
    assert measurability.of_commitment(commitment) == missing
    found = [aspect for aspect in measurability.ASPECTS if Commitment.objects.lacking(aspect).contains(commitment)]
    assert found == missing


def test_the_pledges_deadline_holds_for_its_commitments(db):
    commitment = factories.commitment(pledge=factories.pledge(deadline="2030"))
    assert "deadline" not in measurability.of_commitment(commitment)
    assert not Commitment.objects.lacking("deadline").exists()


def test_the_sentence_names_and_never_scores():
    assert measurability.sentence(["lead", "baseline"]) == "Not stated: who leads, from what baseline."
    assert measurability.sentence([]).startswith("States who leads")
    for aspects in ([], list(measurability.ASPECTS)):
        assert not any(letter.isdigit() or letter == "%" for letter in measurability.sentence(aspects))


def test_a_record_that_was_published_before_lacks_what_it_could_not_hold():
    record = {"lead_unit": "Bureau", "deadline": "", "targets": [{"baseline": "0"}, {"baseline": ""}]}
    assert measurability.of_record(record, "2030") == ["where", "baseline", "verification"]
