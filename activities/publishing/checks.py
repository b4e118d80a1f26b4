"""What must hold before an activity is published, and no database constraint can say."""

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from pledgetracker.partial_dates import display, is_after, reported_fields
from pledgetracker.text import lines

from ..models import FormerSlug, PublicPledge
from ..models.activity import ActivityStatus

# The parts of an activity that state dates.
DATED_PARTS = ("updates", "sources", "results")


def check(*activities):
    """Raises ValidationError with one sentence for each thing that is missing or wrong; each names the activity."""
    _raise(_sentences(activities, _tick, _of_itself, _of_their_pledges(activities)))


def check_ready(*activities):
    """The same for what its editor can settle, whether or not the pledge is public yet: asked before a review."""
    prefetch_related_objects(activities, "commitments", *DATED_PARTS)
    _raise(_sentences(activities, _tick, _of_itself))


def check_pledges(*pledges):
    """Raises ValidationError with one sentence for each date of a pledge that no report can state."""
    _raise(hindrances_of_pledges(*pledges))


def hindrances_of_pledges(*pledges):
    """The sentences of `check_pledges`."""
    return [f"{pledge.slug}: {sentence}" for pledge in pledges for sentence in _of_dates(pledge)]


def hindrances(*activities, ready=False):
    """[sentence] of `check`, or with `ready` of `check_ready`, but for the tick, which the page of a step asks for."""
    prefetch_related_objects(activities, "pledge", "commitments", *DATED_PARTS)
    return list(_sentences(activities, _of_itself, *([] if ready else [_of_their_pledges(activities)])))


def _raise(sentences):
    if problems := list(sentences):
        raise ValidationError(problems)


def _sentences(activities, *questions):
    for activity in activities:
        for question in questions:
            for sentence in question(activity):
                yield f"{activity.reference}: {sentence}"


def _of_their_pledges(activities):
    pledges = PublicPledge.objects.in_bulk({activity.pledge.slug for activity in activities}, field_name="slug")
    return lambda activity: _of_its_pledge(activity, pledges.get(activity.pledge.slug))


def _tick(activity):
    if not activity.do_no_harm:
        yield _("Tick that nobody at risk can be identified from the text.")


def _of_itself(activity):
    if any(";" in place for place in lines(activity.places)):
        yield _(
            "A place contains a semicolon. Write each place on its own line. Semicolons separate places in downloads."
        )
    commitments = activity.commitments.all()
    if not commitments:
        yield _("Choose the commitment that it serves.")
    for commitment in commitments:
        if commitment.pledge_id != activity.pledge_id:
            yield _("Commitment “%(commitment)s” belongs to another pledge.") % {"commitment": commitment}
    yield from _of_its_dates(activity)


def _of_its_dates(activity):
    for record in (activity, *(row for part in DATED_PARTS for row in getattr(activity, part).all())):
        yield from _of_dates(record)
    # The newest update that states a status decides: one that is older than the report itself would set it back.
    stated = (update for update in activity.updates.all() if update.status not in ("", ActivityStatus.NOT_STATED))
    decides = next(stated, None)
    if decides and is_after(activity.reported, decides.date):
        yield _(
            "The update of %(date)s is older than the report of %(reported)s, so it cannot state the present "
            "status. Leave its status empty, or correct one of the two dates."
        ) % {"date": display(decides.date), "reported": display(activity.reported)}


def _of_dates(record):
    """What is wrong with the dates of `record`: each by its name, with the sentence that a form would say."""
    for field in reported_fields(type(record)):
        value = getattr(record, field.name)
        try:
            field.run_validators(value)
        except ValidationError as error:
            for problem in error.messages:
                yield _("%(kind)s, %(field)s %(date)s: %(problem)s") % {
                    "kind": capfirst(record._meta.verbose_name),
                    "field": field.verbose_name,
                    "date": value,
                    "problem": problem,
                }
    try:
        record.clean()
    except ValidationError as error:
        for problem in error.messages:
            yield f"{capfirst(record._meta.verbose_name)}: {problem}"


def _of_its_pledge(activity, pledge):
    if pledge is None:
        yield _("Publish its pledge first.")
        return
    public = {commitment["number"] for commitment in pledge.record["commitments"]}
    for commitment in activity.commitments.all():
        if commitment.pledge_id == activity.pledge_id and commitment.number not in public:
            yield _("Commitment %(number)s is not public yet: publish the pledge again first.") % {
                "number": commitment.number
            }


def slug_is_free(facet, slug, current=""):
    """Whether `slug` may name a region or partner: published versions still name another one by its former slug."""
    return not FormerSlug.objects.filter(facet=facet, former=slug).exclude(current=current).exists()
