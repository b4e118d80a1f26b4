import pytest

from commitments.models import Membership
from tests import factories
from tests.rules import assert_kept, assert_refused

pytestmark = pytest.mark.django_db


def test_a_person_has_each_role_on_a_pledge_once():
    person, pledge = factories.user(), factories.pledge()
    factories.membership(person, pledge, role="editor")
    again = Membership(user=person, pledge=pledge, role="editor")
    assert_refused(again, "This person already has this role on the pledge.")
    again.role = "publisher"
    assert_kept(again)


def test_a_new_member_is_an_editor():
    assert factories.membership(factories.user(), factories.pledge()).role == Membership.Role.EDITOR


def test_memberships_go_with_the_person_and_leave_the_pledge():
    person, pledge = factories.user(), factories.pledge()
    factories.membership(person, pledge)
    person.delete()
    pledge.refresh_from_db()
    assert not pledge.memberships.exists()
