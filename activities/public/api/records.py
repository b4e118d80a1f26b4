"""The public record as JSON: codes, texts and numbers; an empty text where nothing is stated.

The keys of each dict are those of its schema in `schemas`, in that order. Addresses are absolute, dates ISO 8601 and as
precise as they are known, moments in UTC.
"""

from django.conf import settings
from django.urls import reverse

from ..exports.about import moment
from ..pledges import commitments_of, with_totals
from ..profiles.makers import activities_by, pledges_by
from ..structured import data_of, number
from ..versions import version_url


def address(name, *args):
    """The absolute address of a page or an operation of the API."""
    return settings.SITE_URL + reverse(name, args=args)


def edition(each):
    return {"number": each.number, "token": each.token, "at": moment(each.at)}


def activity(row):
    """The columns of the public record, and after them what only the page of the activity says."""
    told = row.record
    return {
        **data_of(row, settings.SITE_URL),
        "version": row.version,
        "confirmed": row.confirmed,
        "title_by_register": told["title_by_register"],
        "objectives": [objective["key"] for objective in told["objectives"]],
        "office": told["office"],
        "updates": told["updates"],
        "api_url": address("api:activity", row.reference),
    }


def version(row, publication):
    """One published version of a row's activity, without its text."""
    number = publication.number
    return {
        "version": number,
        "published": moment(publication.at),
        "current": number == row.version,
        "url": settings.SITE_URL + version_url(row, number),
        "api_url": address("api:activity_version", row.reference, number),
    }


def pledge(each, index):
    """A listed pledge with its commitments, each in full."""
    with_totals(each, index)
    told = each.record
    copied = ("framework", "made_by", "kind", "lead_in", "language", "original_page", "retrieved", "deadline")
    matched = told["matched_pledge"]
    return {
        "slug": each.slug,
        "title": each.title,
        **{name: told[name] for name in copied},
        "reporting_interval": told["reporting_interval"],
        "matched_pledge": matched if matched in index.pledges else "",
        "terms": told["terms"],
        "commitments": [commitment(each, summary) for summary in commitments_of(each, index)],
        "activities": each.total,
        "last_reported": each.last_reported,
        "confirmed": each.confirmed,
        "version": each.version,
        "first_published": moment(each.first_published),
        "updated": moment(each.updated),
        "notes": told["notes"],
        "url": settings.SITE_URL + each.get_absolute_url(),
        "api_url": address("api:pledge", each.slug),
    }


def commitment(of, summary):
    """One commitment of the pledge `of`, by its summary."""
    copied = ("number", "short_title", "text", "heading", "objectives", "principles", "lead_unit", "deadline")
    return {
        "key": summary.key,
        "pledge": of.slug,
        **{name: getattr(summary, name) for name in copied},
        "targets": [_target(each) for each in summary.targets],
        "activities": summary.total,
        "last_reported": summary.last_reported,
        "confirmed": summary.confirmed,
        "notes": of.record["notes"],
        "url": settings.SITE_URL + summary.url,
        "api_url": address("api:commitment", summary.key),
    }


def _target(each):
    copied = {name: each[name] for name in ("indicator", "name", "unit", "level", "due")}
    return copied | {name: number(each[name]) if each[name] else None for name in ("baseline", "value")}


def country(each, index):
    return {
        "code": each.alpha3,
        "name": each.label,
        "iso_alpha2": each.alpha2,
        "m49": each.m49,
        "note": each.note,
        "regions": [{"slug": region.slug, "name": region.name} for region in each.regions.all()],
        "activities": len(index.having("country", each.alpha3)),
        "url": address("country", each.alpha3),
        "api_url": address("api:country", each.alpha3),
    }


def region(each, index):
    members = [(member.alpha3, member.label) for member in each.countries.all()]
    return {
        "slug": each.slug,
        "name": each.name,
        "scheme": each.scheme,
        "code": each.code,
        "countries": [{"code": code, "name": name} for code, name in members],
        "source": each.source,
        "source_url": each.source_url,
        "as_of": each.as_of.isoformat() if each.as_of else "",
        "activities": len(index.having("region", each.slug)),
        "notes": notes(index, (code for code, _name in members)),
        "url": address("region", each.slug),
        "api_url": address("api:region", each.slug),
    }


def partner(each, index):
    return {
        "slug": each.slug,
        "name": each.name,
        "acronym": each.acronym,
        "kind": each.kind,
        "website": each.website,
        "pledges": [pledge.slug for pledge in pledges_by(index, each.slug)],
        "activities": len(index.having("partner", each.slug)),
        "activities_of_pledges": len(activities_by(index, each.slug)),
        "url": address("partner", each.slug),
        "api_url": address("api:partner", each.slug),
    }


def notes(index, codes):
    """The notes that go with the names of these countries and areas."""
    return [{"code": code, "text": index.notes[code]} for code in codes if code in index.notes]


def facet(each):
    """A filter of a filter set, with its choices."""
    noted = (choice.value for choice in each.all_counted if choice.note)
    return {
        "parameter": each.name,
        "name": str(each.label),
        "values": [
            {
                "value": choice.value,
                "name": f"{choice.label}*" if choice.note else choice.label,
                "group": choice.group,
                "count": choice.count,
                "selected": choice.selected,
            }
            for choice in each.all_counted
        ],
        "notes": notes(each.filterset.index, noted),
    }
