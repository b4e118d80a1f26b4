import pytest

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
