import pytest

from commitments.models import Framework, Objective, Principle
from tests import factories
from tests.rules import assert_kept, assert_refused

pytestmark = pytest.mark.django_db


def test_a_framework_numbers_each_objective_once():
    objective = factories.objective(number=20)
    again = Objective(framework=objective.framework, number=20, title="Again", short_title="Again")
    assert_refused(again, "The framework already has an objective with this number.")
    again.framework = factories.framework()
    assert_kept(again)


def test_a_framework_letters_each_principle_once():
    principle = factories.principle(letter="a")
    again = Principle(framework=principle.framework, letter="a", title="Again")
    assert_refused(again, "The framework already has a principle with this letter.")
    again.letter = "b"
    assert_kept(again)


@pytest.mark.parametrize("field", ["slug", "name"])
def test_two_frameworks_share_no_name_and_no_slug(field):
    taken = getattr(factories.framework(), field)
    other = Framework(**{"slug": "other", "name": "Other", "short_name": "Other", field: taken})
    assert_refused(other, f"Framework with this {field.capitalize()} already exists.")


def test_an_objective_is_named_by_framework_and_number():
    objective = Objective(framework=Framework(slug="gcm", short_name="GCM"), number=20, title="Promote remittances")
    assert objective.key == "gcm-20"
    assert str(objective) == "20. Promote remittances"
    assert str(objective.framework) == "GCM"
    assert str(Principle(letter="c", title="National sovereignty")) == "(c) National sovereignty"


def test_objectives_stand_in_the_order_of_their_numbers():
    framework = factories.framework()
    for number in (10, 2, 1):
        factories.objective(framework=framework, number=number)
    assert [each.number for each in framework.objectives.all()] == [1, 2, 10]
