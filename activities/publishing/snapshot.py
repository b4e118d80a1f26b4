"""From the staff's models to a document: plain JSON of codes, texts and dates, with no display name in it."""

from django.conf import settings
from django.utils import timezone

from pledgetracker.text import clean, lines

from .projection import Stamp, project, project_pledge
from .vocabulary import Vocabulary


def snapshot(activity):
    """The document of `activity` as it now stands; loaded `with_document()` it costs a fixed number of queries."""
    return {
        "reference": activity.reference,
        "pledge": activity.pledge.slug,
        "commitments": sorted(commitment.number for commitment in activity.commitments.all()),
        "title": _line(activity.title),
        "title_by_register": activity.title_by_register,
        "description": _text(activity.description),
        "language": activity.language,
        "kind": activity.kind,
        "status": activity.status,
        "start": activity.start,
        "end": activity.end,
        "reported": activity.reported,
        "countries": [[place.country.alpha3, place.planned] for place in activity.placements.all()],
        "regions": sorted(region.slug for region in activity.regions.all()),
        "places": [_line(place) for place in lines(activity.places)],
        "partners": [[each.partner.slug, each.role] for each in activity.participations.all()],
        "office": activity.office.slug if activity.office else "",
        "updates": [
            {"date": update.date, "text": _text(update.text), "status": update.status, "language": update.language}
            for update in activity.updates.all()
        ],
        "sources": [_source(source) for source in activity.sources.all()],
        "results": [
            {
                "qualifier": result.qualifier,
                "value": _number(result.value),
                "indicator": result.indicator.key,
                "as_of": result.as_of,
            }
            for result in activity.results.all()
        ],
        "same_project": sorted(other.reference for other in activity.same_project.all()),
        "source_page": activity.source_page or activity.pledge.original_page,
        # Only where there is one: documents of before there were confirmations stay equal to themselves.
        **({"confirmed": activity.confirmed} if activity.confirmed else {}),
    }


def snapshot_pledge(pledge):
    """The document of `pledge` with its commitments and their targets, as it now stands."""
    return {
        "slug": pledge.slug,
        "title": _line(pledge.title),
        "framework": pledge.framework.slug,
        "made_by": [partner.slug for partner in pledge.made_by.all()],
        "kind": pledge.kind,
        "matched_pledge": pledge.matched_pledge.slug if pledge.matched_pledge else "",
        "lead_in": _text(pledge.lead_in),
        "language": pledge.language,
        "original_page": pledge.original_page,
        "retrieved": pledge.retrieved.isoformat() if pledge.retrieved else "",
        "deadline": pledge.deadline,
        "reporting_interval": pledge.reporting_interval,
        "terms": _text(pledge.terms),
        "commitments": [_commitment(commitment) for commitment in pledge.commitments.all()],
    }


def preview(activity, document=None):
    """The row that publishing `activity` now would write, unsaved, for staff to look at.

    With the document of an earlier publication: that version, with the names and under the pledge of today.
    """
    document = document or snapshot(activity)
    vocabulary = Vocabulary.load([document])
    # The pledge as staff see it now: it may not be public yet.
    pledge = type(activity.pledge).objects.with_document().get(pk=activity.pledge_id)
    vocabulary.pledges[pledge.slug] = preview_pledge(snapshot_pledge(pledge))
    now = timezone.now()
    return project(document, vocabulary, Stamp(version=0, first_published=now, updated=now))


def preview_pledge(document):
    """The row of a pledge that publishing its `document` would write, unsaved, with the names of today."""
    return project_pledge(document, Vocabulary.load([], [document]))


def _commitment(commitment):
    document = {
        "number": commitment.number,
        "short_title": _line(commitment.short_title),
        "text": _text(commitment.text),
        "heading": _text(commitment.heading),
        "objectives": [objective.key for objective in commitment.objectives.all()],
        "principles": [principle.title for principle in commitment.principles.all()],
        "lead_unit": commitment.lead_unit,
        "deadline": commitment.deadline,
        "targets": [
            {
                "indicator": target.indicator.key,
                "baseline": _number(target.baseline),
                "value": _number(target.value),
                "due": target.due,
            }
            for target in commitment.targets.all()
        ],
    }
    return document | _for_measuring(commitment)


def _for_measuring(commitment):
    """What only a site that shows measurability publishes, where it is stated: other documents stay as they are."""
    if not settings.MEASURABILITY_PUBLIC:
        return {}
    stated = {"where": _text(commitment.where), "verification": _text(commitment.verification)}
    return {name: text for name, text in stated.items() if text}


def _source(source):
    return {
        "title": _line(source.title),
        "url": source.url,
        "archived_url": source.archived_url,
        "accessed": source.accessed.isoformat() if source.accessed else "",
        "publisher": _line(source.publisher),
        "kind": source.kind,
        "language": source.language,
        "published_on": source.published_on,
        "verification": source.verification,
    }


def _text(value):
    return clean(value).strip()


def _line(value):
    return " ".join(clean(value).split())


def _number(value):
    """A decimal as text without needless zeros: '900', '12.5'; '' for none."""
    return (
        ""
        if value is None
        else format(value.quantize(1) if value == value.to_integral_value() else value.normalize(), "f")
    )
