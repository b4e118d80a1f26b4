"""What a change of the vocabulary does to the public record."""

from django.db import transaction

from ..models import Change, Country, FormerSlug, PublicActivity, Publication, PublicPledge
from .editions import close, next_edition
from .rows import project_activities, project_pledges

# Of these a row keeps no code, only the name: the documents tell which activities name them.
OF_DOCUMENTS = ("office", "indicator")
OF_ROWS = ("country", "region", "partner")
# Commitments alone name these.
OF_PLEDGES = ("framework", "objective", "principle")


@transaction.atomic
def vocabulary_changed(**codes):
    """Project again after a country, region, partner, office, indicator, objective or framework was changed.

    `codes` are of what was added, renamed or removed, by its kind, `country=["KGZ"]`, with the former code too where it
    had another. Without any every row is projected, which is what a country needs whose note, or the words that call
    for it, changed. Raises TypeError for another kind.

    Only rows of which a byte differs are written. It is one edition even where none does: the choices of the filters
    have changed. Returns the Edition.
    """
    if unknown := codes.keys() - {*OF_DOCUMENTS, *OF_ROWS, *OF_PLEDGES}:
        raise TypeError(f"No such names: {unknown}")
    edition = next_edition()
    before = _commitments()
    # Pledges first: activities take the names of their commitments, and their objectives, from them.
    changed = project_pledges(edition, sorted(PublicPledge.objects.values_list("slug", flat=True)))
    moved = [key for key, commitment in _commitments().items() if commitment != before.get(key)]
    changed += project_activities(edition, _naming(codes, moved))
    return close(edition, dict.fromkeys(changed, Change.Action.CHANGED), always=True)


@transaction.atomic
def slug_changed(facet, former, current):
    """Let the former slug of a region or partner (`facet`) lead to its present one, in addresses and documents."""
    FormerSlug.objects.filter(facet=facet, current=former).update(current=current)
    FormerSlug.objects.filter(facet=facet, former=current).delete()
    FormerSlug.objects.update_or_create(facet=facet, former=former, defaults={"current": current})
    return vocabulary_changed(**{facet: [former, current]})


def _naming(codes, commitments):
    """The references of the activities that may show what these codes stand for, or one of the changed commitments."""
    rows = PublicActivity.objects.filter(withdrawn=False)
    countries = Country.objects.filter(alpha3__in=codes.get("country", ()))
    # A note stands wherever a text calls for it, in an order that follows from the countries' names.
    if not codes or countries.exclude(note="").exists():
        return rows.values_list("reference", flat=True)
    # Those who join a region bring their activities; those who left it are among its own.
    members = Country.objects.filter(regions__slug__in=codes.get("region", ())).values_list("alpha3", flat=True)
    of_rows = {*commitments, *members}.union(*(codes.get(facet, ()) for facet in OF_ROWS))
    found = set(rows.naming(of_rows).values_list("reference", flat=True))
    of_documents = {code for facet in OF_DOCUMENTS for code in codes.get(facet, ())}
    documents = Publication.objects.naming(of_documents).exclude(activity=None)
    return found.union(documents.values_list("activity__reference", flat=True))


def _commitments():
    """{key: the public commitment}."""
    records = PublicPledge.objects.values_list("record", flat=True)
    return {commitment["key"]: commitment for record in records for commitment in record["commitments"]}
