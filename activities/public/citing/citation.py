"""What of the public record a citation names: the thing cited, where it stays, and the state it was read in."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from pledgetracker.clock import today


@dataclass(frozen=True)
class Citation:
    """`dated` is the day of what is cited; `fixed` tells whether its address will always show that very text.

    `read_on` is today: whoever takes a citation reads the page on that day, and no page is kept over midnight.
    """

    key: str  # for programs: letters, digits and hyphens
    title: str
    path: str
    dated: date
    edition: int
    edition_of: date
    read_on: date
    language: str = ""  # of the title, where that is known
    reference: str = ""
    version: int | None = None
    fixed: bool = False
    notes: tuple[str, ...] = ()  # on names in the title and the text: whoever copies the citation takes them along

    @property
    def url(self):
        """Absolute."""
        return settings.SITE_URL + self.path

    @property
    def author(self):
        """The register: who reported is a matter of the record, and who typed is nobody's."""
        return settings.SITE_NAME

    @property
    def state(self):
        """['undp-gcm-0017', 'version 2', 'edition 12 of 2026-11-24']: what tells this text from a later one."""
        parts = [self.reference] if self.reference else []
        if self.version:
            parts.append(_("version %(number)s") % {"number": self.version})
        values = {"number": self.edition, "date": self.edition_of.isoformat()}
        return [*parts, _("edition %(number)s of %(date)s") % values]


def of_activity(row, index):
    """The version that a row, present or as of a former publication, is of: at the address that keeps to it."""
    return _cited(
        index,
        key=f"{row.reference}-v{row.version}",
        title=row.title,
        path=reverse("activity_version", args=[row.reference, row.version]),
        dated=row.updated.date(),
        language="" if row.record["title_by_register"] else row.record["language"],
        reference=row.reference,
        version=row.version,
        fixed=True,
        notes=_texts(row.record["notes"]),
    )


def of_pledge(pledge, index):
    """A pledge's page, as of its version."""
    return _cited(
        index,
        key=pledge.slug,
        title=pledge.title,
        path=pledge.get_absolute_url(),
        dated=pledge.updated.date(),
        language=pledge.record["language"],
        version=pledge.version,
        notes=_texts(pledge.record["notes"]),
    )


def of_commitment(pledge, number, index):
    """A commitment's page, as of the version of its pledge. `number` is one that the pledge has."""
    [commitment] = [each for each in pledge.record["commitments"] if each["number"] == number]
    name = _("Commitment %(number)s: %(name)s") % {"number": number, "name": commitment["short_title"]}
    return _cited(
        index,
        key=commitment["key"],
        title=f"{name}. {pledge.title}",
        path=reverse("commitment", args=[pledge.slug, number]),
        dated=pledge.updated.date(),
        version=pledge.version,
        notes=_texts(pledge.record["notes"]),
    )


def of_report(pledge, period, path, index, notes=()):
    """The report that the register compiles of a listed pledge and a period, from texts of those who made the pledge.

    `path` is its address, which shows the newest edition. The register is its author, as of all that it compiles.
    """
    values = {"title": pledge.title, "period": period}
    return _cited(
        index,
        key="-".join(filter(None, [pledge.slug, "report", period.start, period.end])),
        title=_("Report on a pledge: %(title)s. Period: %(period)s") % values,
        path=path,
        dated=_day(index),
        notes=_texts(notes),
    )


def of_country(code, index):
    """The page of a country or area that the vocabulary has: it is of the edition, and has no version."""
    term = index.term("country", code)
    name = f"{term.label}*" if term.note else str(term.label)
    return _cited(
        index,
        key=f"country-{code}",
        title=_("Activities in %(name)s") % {"name": name},
        path=reverse("country", args=[code]),
        dated=_day(index),
        notes=tuple(filter(None, [index.notes.get(code)])),
    )


def _cited(index, **values):
    return Citation(edition=index.edition.number, edition_of=_day(index), read_on=today(), **values)


def _day(index):
    # Before the first edition there is nothing to cite but the pages of countries.
    return index.edition.at.date() if index.edition.at else today()


def _texts(notes):
    return tuple(note["text"] for note in notes)
