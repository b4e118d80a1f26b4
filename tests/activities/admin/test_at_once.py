"""Two people who save at the very same time, each in a thread and with a connection of their own."""

import threading

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from activities import publishing, workflow
from activities.models import Activity, Publication
from commitments import history
from tests import factories
from tests.forms import fields_of

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8


def at_once(*calls):
    """What each call answered; all begin together, in threads of their own."""
    start, answers = threading.Barrier(len(calls)), [None] * len(calls)

    def run(place, call):
        start.wait()
        try:
            answers[place] = call()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads), "still waiting for each other"
    return answers


@pytest.fixture
def register():
    """A published pledge with activities in review, submitted by someone else."""
    pledge = factories.pledge(made_by=[factories.partner()])
    factories.commitment(pledge=pledge)
    publishing.publish_pledge(pledge)
    activities = [factories.activity(pledge=pledge) for _ in range(6)]
    submitted(activities)
    return activities


def submitted(activities):
    seen = versions(activities)
    workflow.submit(activities, factories.administrator(), seen, harmless=frozenset(seen))


def change_and_submit(activities):
    for each in activities:
        each.refresh_from_db()
        each.save()
    workflow.edited(*activities)
    submitted(activities)


def versions(activities):
    return {str(key): str(version) for key, version in
            Activity.objects.filter(pk__in=[each.pk for each in activities]).values_list("pk", "version")}  # fmt: skip


def signed_in():
    client = Client()
    client.force_login(factories.administrator())
    return client


def publication(activities):
    """A request that publishes all of these from their list, as they now stand."""
    client, seen = signed_in(), [f"{key}:{version}" for key, version in versions(activities).items()]
    keys = [each.pk for each in activities]
    sent = {"action": "publish", "_selected_action": keys, "decided": "yes", "_seen": seen}
    return lambda: client.post(reverse("admin:activities_activity_changelist"), sent)


def saving(activity, **typed):
    """A request that saves the form of this activity, as it now stands."""
    client, address = signed_in(), reverse("admin:activities_activity_change", args=[activity.pk])
    data = fields_of(client.get(address)) | typed
    return lambda: client.post(address, data)


def test_of_two_saves_at_the_very_same_time_one_is_saved_and_one_refused():
    activity = factories.activity(description="First.")
    for number in range(ROUNDS):
        typed = [f"Typed by {who} in round {number}" for who in (0, 1)]
        answers = at_once(*[saving(activity, description=text) for text in typed])
        assert sorted(answer.status_code for answer in answers) == [200, 302]
        saved = next(place for place, answer in enumerate(answers) if answer.status_code == 302)
        activity.refresh_from_db()
        assert activity.description == typed[saved]
        assert history.of(activity).first().document["description"] == typed[saved]
        assert fields_of(answers[1 - saved])["description"] == [typed[1 - saved]]
    assert history.of(activity).count() == ROUNDS


def test_a_form_that_is_saved_while_its_activity_is_published_neither_waits_for_ever_nor_loses_a_text(register):
    edited = [register[0], register[-1]]
    for number in range(ROUNDS // 2):
        typed = f"Typed in round {number}"
        saves = [saving(each, description=typed, _publish="x") for each in edited]
        step, *forms = at_once(publication(register), *saves)
        for activity, answer in zip(edited, forms, strict=True):
            activity.refresh_from_db()
            if answer.status_code == 302:
                assert history.of(activity).filter(document__description=typed).exists()
                assert activity.description == typed
            else:
                assert fields_of(answer)["description"] == [typed]
        public = Publication.objects.filter(activity__in=register).values("activity").distinct().count()
        # All of them in the versions that were looked at, or, where one was saved before, none.
        assert (step.status_code, public) in {(302, 6), (400, 0 if number == 0 else public)}
        change_and_submit(register)


def test_two_who_publish_the_same_at_once_publish_it_once(register):
    answers = at_once(publication(register), publication(list(reversed(register))))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Publication.objects.filter(activity__in=register).count() == 6
    assert set(Activity.objects.values_list("state", flat=True)) == {"published"}


def test_two_forms_that_tie_their_activities_to_each_other_at_once_are_both_answered(register):
    one, other = register[:2]
    for _ in range(ROUNDS // 2):
        answers = at_once(saving(one, same_project=[other.pk]), saving(other, same_project=[one.pk]))
        assert {answer.status_code for answer in answers} <= {200, 302}
        assert 302 in {answer.status_code for answer in answers}
        assert list(one.same_project.all()) == [other]
        one.same_project.clear()


def test_a_form_that_ties_what_another_publishes_neither_takes_the_publication_down_nor_is_lost(register):
    """The form is that of the last, which publishing comes to when it holds the one to be tied."""
    first, last = register[0], register[-1]
    for _ in range(ROUNDS // 2):
        step, form = at_once(publication(register), saving(last, same_project=[first.pk]))
        assert (step.status_code, form.status_code) in {(302, 302), (302, 200), (400, 302)}
        assert first.same_project.exists() == (form.status_code == 302)
        first.same_project.clear()
        change_and_submit(register)
