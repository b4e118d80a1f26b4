import pytest
from django.db import transaction

from activities import publishing
from tests import factories


@pytest.fixture
def editor(db, client, settings):
    """An administrator, signed in, on a site where one person may write and publish."""
    settings.SUBMIT_AND_PUBLISH = True
    user = factories.administrator()
    client.force_login(user)
    return user


@pytest.fixture
def published(db):
    """An activity that visitors see, of a pledge that they see."""
    pledge = factories.pledge(made_by=[factories.partner()])
    text = "First line.\nSecond line."
    activity = factories.activity(pledge=pledge, description=text, countries=[factories.country()])
    publishing.publish_pledge(activity.pledge)
    publishing.publish([activity])
    activity.refresh_from_db()
    return activity


@pytest.fixture(scope="module")
def trials(django_db_setup, django_db_blocker):
    """One of everything at the desk, to try steps on: each is taken back after it, and all of this after the module."""
    # Not at the top: a conftest.py is read before the apps are.
    from tests.activities.admin.matrix.cells import Trials
    from tests.activities.admin.matrix.world import World

    with django_db_blocker.unblock(), transaction.atomic():
        yield Trials(World())
        transaction.set_rollback(True)
