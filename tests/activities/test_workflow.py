"""Between a draft and the public: what each step asks, what it leaves behind, and whom it tells. All or nothing."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from activities import publishing, workflow
from activities.models import Activity, Edition, PublicActivity, Publication
from commitments import history
from commitments.models import Revision
from pledgetracker.clock import today
from pledgetracker.models import StaleError
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def pledge():
    pledge = factories.pledge(made_by=[factories.partner()])
    factories.commitment(pledge=pledge)
    publishing.publish_pledge(pledge)
    return pledge


def person(pledge, *roles, **fields):
    made = factories.user(is_staff=True, **fields)
    for role in roles:
        factories.membership(made, pledge, role=role)
    return made


@pytest.fixture
def editor(pledge):
    return person(pledge, "editor", username="editor", email="editor@example.org")


@pytest.fixture
def publisher(pledge):
    return person(pledge, "publisher", username="publisher", email="publisher@example.org")


@pytest.fixture
def alone(pledge):
    return person(pledge, "editor", "publisher", username="alone", email="alone@example.org")


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def seen(*records):
    return {str(each.pk): str(fresh(each).version) for each in records}


def draft(pledge, **fields):
    return factories.activity(pledge=pledge, **fields)


def public(pledge, **fields):
    made = draft(pledge, **fields)
    publishing.publish([made])
    return fresh(made)


def edited(record, **values):
    """Changed outside the steps, as a form does it."""
    record = fresh(record)
    for name, value in values.items():
        setattr(record, name, value)
    record.save()
    workflow.edited(record)
    return fresh(record)


def waiting(pledge, by, **fields):
    made = draft(pledge, **fields)
    workflow.submit([made], by, seen(made))
    return fresh(made)


def steps(record):
    """[(action, who, comment)] of its history, first first."""
    return [(each.action, each.by, each.comment) for each in history.of(record).order_by("pk")]


def where(record):
    record = fresh(record)
    return record.state, record.is_in_review, record.submitted_by


def everything():
    """All that a refused step must leave as it was."""
    return (
        list(Activity.objects.order_by("pk").values()), Revision.objects.count(), Publication.objects.count(),
        list(PublicActivity.objects.order_by("pk").values()), Edition.objects.first(),
    )  # fmt: skip


def refused(step, *arguments, error=ValidationError):
    """The sentences of a refusal that changed nothing."""
    before = everything()
    with pytest.raises(error) as raised:
        step(*arguments)
    assert everything() == before
    return getattr(raised.value, "messages", [str(raised.value)])


# --- Submit -----------------------------------------------------------------------------------------------------------
def test_a_draft_is_submitted_as_it_stands(pledge, editor):
    made = draft(pledge)
    assert workflow.submit([made], editor, seen(made)) == [made]
    assert where(made) == ("in-review", True, editor)
    assert fresh(made).submitted_at
    assert fresh(made).version == made.version
    assert steps(made) == [("submitted", editor, "")]
    assert not PublicActivity.objects.exists()


def test_a_change_of_a_published_one_is_submitted_while_the_public_text_stays(pledge, editor):
    made = edited(public(pledge, title="Public"), title="Proposed")
    workflow.submit([made], editor, seen(made))
    assert where(made) == ("published", True, editor)
    assert PublicActivity.objects.get().title == "Public"


def test_what_waits_is_submitted_once(pledge, editor):
    other, made = person(pledge, "editor"), waiting(pledge, editor)
    assert workflow.submit([made], other, seen(made)) == []
    assert where(made) == ("in-review", True, editor)
    assert len(steps(made)) == 1


def test_what_is_public_as_it_stands_is_not_submitted(pledge, editor):
    made, other = public(pledge), draft(pledge)
    assert refused(workflow.submit, [other, made], editor, seen(made, other)) == [
        f"{made}: there is nothing to review. The public text is the same."
    ]


def test_what_lacks_something_is_not_submitted_and_neither_are_the_others(pledge, editor):
    whole, lacking = draft(pledge), draft(pledge, do_no_harm=False)
    sentences = refused(workflow.submit, [whole, lacking], editor, seen(whole, lacking))
    assert sentences == [f"{lacking.reference}: Tick that nobody at risk can be identified from the text."]


def test_an_edit_takes_it_out_of_review_and_makes_a_first_version_a_draft_again(pledge, editor):
    made = edited(waiting(pledge, editor), title="Again")
    assert where(made) == ("draft", False, None)
    assert fresh(made).submitted_version is None
    changed = edited(public(pledge), title="Proposed")
    workflow.submit([changed], editor, seen(changed))
    assert where(edited(changed, title="Again")) == ("published", False, None)
    withdrawn = public(pledge)
    publishing.withdraw([withdrawn])
    workflow.submit([withdrawn], editor, seen(withdrawn))
    assert where(withdrawn) == ("in-review", True, editor)
    assert where(edited(withdrawn, title="Again")) == ("withdrawn", False, None)


def test_an_edit_that_changes_nothing_of_it_leaves_it_in_review(pledge, editor):
    made = waiting(pledge, editor)
    workflow.edited(made)
    assert where(made) == ("in-review", True, editor)


# --- Send back --------------------------------------------------------------------------------------------------------
def test_what_is_sent_back_is_what_it_was_before_and_the_comment_is_kept(pledge, editor, publisher):
    first = waiting(pledge, editor)
    changed = edited(public(pledge, title="Public"), title="Proposed")
    withdrawn = public(pledge)
    publishing.withdraw([withdrawn])
    for record in (changed, withdrawn):
        workflow.submit([record], editor, seen(record))
    records = [first, changed, withdrawn]
    workflow.send_back(records, publisher, seen(*records), "Say where.")
    assert [where(each) for each in records] == [
        ("draft", False, None), ("published", False, None), ("withdrawn", False, None),
    ]  # fmt: skip
    assert all(steps(each)[-1] == ("returned", publisher, "Say where.") for each in records)
    assert fresh(changed).title == "Proposed"
    assert PublicActivity.objects.get(reference=changed.reference).title == "Public"


@pytest.mark.parametrize("comment", ["", "  \n"])
def test_nothing_is_sent_back_without_a_word(pledge, editor, publisher, comment):
    made = waiting(pledge, editor)
    assert refused(workflow.send_back, [made], publisher, seen(made), comment)


def test_only_what_waits_is_sent_back(pledge, editor, publisher):
    made, other = draft(pledge), waiting(pledge, editor)
    sentences = refused(workflow.send_back, [other, made], publisher, seen(made, other), "Why?")
    assert sentences == [f"{made}: not in review."]


# --- Publish ----------------------------------------------------------------------------------------------------------
def test_a_publisher_publishes_what_someone_else_submitted(pledge, editor, publisher):
    made = waiting(pledge, editor, title="Public")
    assert workflow.publish([made], publisher, seen(made)) == [made]
    now = fresh(made)
    assert (now.state, now.published_version, now.submitted_by) == ("published", now.version, None)
    assert PublicActivity.objects.get().title == "Public"
    assert steps(made)[-1] == ("published", publisher, "")
    assert made.publications.get().by == publisher


def test_who_submitted_cannot_publish_also_with_both_roles(pledge, alone):
    made = waiting(pledge, alone)
    sentences = refused(workflow.publish, [made], alone, seen(made))
    assert sentences == [f"{made}: you submitted it, so someone else has to publish it."]


def test_an_administrator_who_submitted_cannot_publish_either(pledge):
    chief = factories.administrator()
    made = waiting(pledge, chief)
    assert refused(workflow.publish, [made], chief, seen(made))
    workflow.publish([made], factories.administrator(), seen(made))
    assert fresh(made).state == "published"


def test_nothing_is_published_that_nobody_submitted_as_it_stands(pledge, editor, publisher):
    made = draft(pledge)
    sentences = refused(workflow.publish, [made], publisher, seen(made))
    assert sentences == [f"{made}: not submitted for review as it now stands."]
    again = edited(waiting(pledge, editor), title="Changed after it was submitted")
    assert refused(workflow.publish, [again], publisher, seen(again))


def test_where_the_site_says_so_one_person_with_both_roles_publishes_and_the_history_says_that(
    pledge, alone, publisher, settings
):
    settings.SUBMIT_AND_PUBLISH = True
    never_submitted, submitted = draft(pledge), waiting(pledge, alone)
    for made in (never_submitted, submitted):
        workflow.publish([made], alone, seen(made))
        assert fresh(made).state == "published"
        assert steps(made)[-1] == ("published", alone, "Submitted and published by one person.")
    other = waiting(pledge, alone)
    workflow.publish([other], publisher, seen(other))
    assert steps(other)[-1] == ("published", publisher, "")


def test_the_setting_gives_nobody_a_role(pledge, editor, publisher, settings):
    settings.SUBMIT_AND_PUBLISH = True
    made = draft(pledge)
    assert refused(workflow.publish, [made], editor, seen(made), error=PermissionDenied)
    assert refused(workflow.publish, [made], publisher, seen(made))


def test_publishing_is_all_or_nothing(pledge, editor, publisher):
    good = waiting(pledge, editor)
    bad = waiting(pledge, editor)
    Activity.objects.filter(pk=bad.pk).update(do_no_harm=False)  # as no form could
    assert refused(workflow.publish, [good, bad], publisher, seen(good, bad))
    assert refused(workflow.publish, [good, draft(pledge)], publisher, seen(*Activity.objects.all()))


def test_what_is_public_already_is_published_once(pledge, editor, publisher):
    made = public(pledge)
    before = everything()
    assert workflow.publish([made], publisher, seen(made)) == []
    assert everything() == before


def test_a_pledge_takes_the_same_steps(editor, publisher, pledge):
    pledge = edited(pledge, title="Proposed")
    assert refused(workflow.publish, [pledge], publisher, seen(pledge))
    workflow.submit([pledge], editor, seen(pledge))
    workflow.publish([pledge], publisher, seen(pledge))
    assert where(pledge) == ("published", False, None)
    workflow.withdraw([pledge], publisher, seen(pledge))
    assert where(pledge) == ("withdrawn", False, None)
    assert [action for action, _by, _comment in steps(pledge)] == ["submitted", "published", "withdrawn"]


# --- Withdraw ---------------------------------------------------------------------------------------------------------
def test_what_is_withdrawn_is_off_the_public_record_at_once_and_out_of_review(pledge, editor, publisher):
    made = edited(public(pledge), title="Proposed")
    workflow.submit([made], editor, seen(made))
    workflow.withdraw([made], publisher, seen(made))
    assert where(made) == ("withdrawn", False, None)
    assert fresh(made).title == "Proposed"
    assert PublicActivity.objects.get().withdrawn
    assert steps(made)[-1] == ("withdrawn", publisher, "")


def test_what_was_never_public_is_left_alone_by_a_withdrawal(pledge, editor, publisher):
    made, other = draft(pledge), public(pledge)
    assert workflow.withdraw([made, other], publisher, seen(made, other)) == [other]
    assert where(made) == ("draft", False, None)


# --- Confirm ----------------------------------------------------------------------------------------------------------
DAY = date(2026, 1, 15)


def test_a_confirmation_waits_for_review_like_any_change(pledge, editor, publisher):
    made = public(pledge)
    workflow.confirm([made], editor, seen(made), DAY)
    assert where(made) == ("published", True, editor)
    assert fresh(made).confirmed == "2026-01-15"
    assert [action for action, _by, _comment in steps(made)] == ["confirmed", "submitted"]
    assert made.publications.count() == 1
    workflow.publish([made], publisher, seen(made))
    assert made.publications.count() == 2
    assert not made.updates.exists()


def test_where_the_site_says_so_a_confirmation_of_one_person_is_public_at_once(pledge, alone, editor, settings):
    settings.SUBMIT_AND_PUBLISH = True
    made, other = public(pledge), public(pledge)
    workflow.confirm([made], alone, seen(made), DAY)
    assert where(made) == ("published", False, None)
    assert made.publications.count() == 2
    workflow.confirm([other], editor, seen(other), DAY)
    assert where(other) == ("published", True, editor)
    assert other.publications.count() == 1


def test_confirmed_again_as_of_the_same_day_nothing_waits_and_nothing_is_kept(pledge, alone, editor, settings):
    settings.SUBMIT_AND_PUBLISH = True
    activity = public(pledge)
    workflow.confirm([activity], alone, seen(activity), date(2024, 5, 17))
    before = (fresh(activity).version, Revision.objects.count(), Edition.objects.count())
    assert workflow.confirm([activity], editor, seen(activity), date(2024, 5, 17)) == []
    assert (fresh(activity).version, Revision.objects.count(), Edition.objects.count()) == before
    assert not fresh(activity).is_in_review


def test_nobody_confirms_tomorrow(pledge, editor):
    made = public(pledge)
    (sentence,) = refused(workflow.confirm, [made], editor, seen(made), today() + timedelta(days=1))
    assert sentence.startswith("This date is after today, ")
    workflow.confirm([made], editor, seen(made), today())


@pytest.mark.parametrize("heard", [{"reported": "2026-01-16"}, {"update": "2026-01-16"}, {"update": "2026-02"}])
def test_nobody_confirms_as_of_a_day_before_the_last_report(heard, pledge, editor):
    made = draft(pledge, reported=heard.get("reported", "2023"))
    if "update" in heard:
        factories.update(made, date=heard["update"])
    publishing.publish([made])
    (sentence,) = refused(workflow.confirm, [made], editor, seen(fresh(made)), DAY)
    assert "last reported or confirmed" in sentence
    assert "A confirmation cannot be earlier" in sentence
    workflow.confirm([made], editor, seen(fresh(made)), date(2026, 2, 1))


def test_a_confirmation_may_be_of_the_month_that_was_reported(pledge, editor):
    made = public(pledge, reported="2026-01")
    workflow.confirm([made], editor, seen(made), DAY)


def test_a_pledge_whose_date_is_after_today_is_neither_submitted_nor_published(pledge, alone, settings):
    settings.SUBMIT_AND_PUBLISH = True
    pledge = edited(pledge, retrieved=today() + timedelta(days=1))
    for step in (workflow.submit, workflow.publish):
        (sentence,) = refused(step, [pledge], alone, seen(pledge))
        assert "date retrieved" in sentence


def test_only_what_is_published_without_other_changes_is_confirmed(pledge, editor):
    good, never, changed = public(pledge), draft(pledge), edited(public(pledge), title="Proposed")
    confirmed = public(pledge, confirmed="2026-01-16")
    for other, sentence in (
        (never, "not published, so there is nothing to confirm."),
        (changed, "other changes wait. Submit them first, or confirm after."),
        (confirmed, "last reported or confirmed on 16 January 2026. A confirmation cannot be earlier."),
    ):
        sentences = refused(workflow.confirm, [good, other], editor, seen(good, other), DAY)
        assert sentences == [f"{other}: {sentence}"]
    workflow.confirm([confirmed], editor, seen(confirmed), DAY + timedelta(days=1))


# --- Who, and what was seen -------------------------------------------------------------------------------------------
STEPS = {
    "submit": lambda records, by, seen: workflow.submit(records, by, seen),
    "send back": lambda records, by, seen: workflow.send_back(records, by, seen, "Why?"),
    "publish": lambda records, by, seen: workflow.publish(records, by, seen),
    "withdraw": lambda records, by, seen: workflow.withdraw(records, by, seen),
    "confirm": lambda records, by, seen: workflow.confirm(records, by, seen, DAY),
}
ROLE = {"submit": "editor", "send back": "publisher", "publish": "publisher", "withdraw": "publisher",
        "confirm": "editor"}  # fmt: skip


@pytest.fixture
def ready(pledge, editor):
    """{step: a record on which it can be taken}"""
    return {"submit": draft(pledge), "send back": waiting(pledge, editor), "publish": waiting(pledge, editor),
            "withdraw": public(pledge), "confirm": public(pledge)}  # fmt: skip


@pytest.mark.parametrize("step", STEPS)
def test_each_step_is_for_those_with_its_role_on_every_pledge_among_the_records(step, ready, pledge):
    record = ready[step]
    wrong = {"editor": "publisher", "publisher": "editor"}[ROLE[step]]
    elsewhere = person(factories.pledge(), "editor", "publisher")
    left = person(pledge, "editor", "publisher")
    left.is_active = False
    no_staff = person(pledge, "editor", "publisher")
    no_staff.is_staff = False
    for someone in (person(pledge, wrong), elsewhere, left, no_staff, factories.user()):
        refused(STEPS[step], [record], someone, seen(record), error=PermissionDenied)
    STEPS[step]([record], person(pledge, ROLE[step]), seen(record))


def test_one_record_of_another_pledge_stops_the_step_for_all(pledge, editor):
    own, other = draft(pledge), factories.activity()
    refused(workflow.submit, [own, other], editor, seen(own, other), error=PermissionDenied)


@pytest.mark.parametrize("step", STEPS)
def test_no_step_is_taken_on_what_was_changed_since_it_was_looked_at(step, ready, pledge):
    record, looked = ready[step], seen(ready[step])
    fresh(record).save()
    sentences = refused(STEPS[step], [record], person(pledge, ROLE[step]), looked, error=StaleError)
    assert str(record) in sentences[0]
    refused(STEPS[step], [record], person(pledge, ROLE[step]), {}, error=StaleError)


@pytest.mark.parametrize("step", STEPS)
def test_no_step_is_taken_on_what_was_deleted_since_it_was_looked_at(step, ready, pledge):
    record, looked = ready[step], seen(ready[step])
    other = draft(pledge)
    Activity.objects.filter(pk=other.pk).delete()
    refused(STEPS[step], [record, other], person(pledge, ROLE[step]), looked, error=StaleError)


# --- Mails ------------------------------------------------------------------------------------------------------------
def test_each_batch_is_one_mail(pledge, editor, publisher, mailoutbox, django_capture_on_commit_callbacks):
    batch = [draft(pledge) for _ in range(3)]

    def told(step, *arguments):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            step(batch, *arguments)
        assert len(mailoutbox) == 1
        assert all(each.reference in mailoutbox[0].body for each in batch)
        return mailoutbox[0].to

    assert told(workflow.submit, editor, seen(*batch)) == ["publisher@example.org"]
    assert told(workflow.send_back, publisher, seen(*batch), "Say where.") == ["editor@example.org"]
    assert "Say where." in mailoutbox[0].body
    assert told(workflow.submit, editor, seen(*batch)) == ["publisher@example.org"]
    assert told(workflow.publish, publisher, seen(*batch)) == ["editor@example.org"]
    assert told(workflow.confirm, editor, seen(*batch), DAY) == ["publisher@example.org"]
    assert told(workflow.withdraw, publisher, seen(*batch)) == ["editor@example.org"]


def test_a_refused_step_tells_nobody(pledge, editor, publisher, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        refused(workflow.submit, [draft(pledge, do_no_harm=False)], editor, seen(*Activity.objects.all()))
    assert not mailoutbox
