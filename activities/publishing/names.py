"""What a change of the vocabulary does to the public record."""

from django.db import transaction

from ..models import Change, FormerSlug, PublicActivity, PublicPledge
from .editions import close, next_edition
from .rows import project_activities, project_pledges


@transaction.atomic
def vocabulary_changed():
    """Project again after a country, region, partner, objective, indicator or office was added, renamed or removed.

    Only rows of which a byte differs are written. It is one edition even where none does: the choices of the filters
    have changed. Returns the Edition.
    """
    edition = next_edition()
    slugs = sorted(PublicPledge.objects.values_list("slug", flat=True))
    # Pledges first: activities take the names of their commitments from them.
    changed = project_pledges(edition, slugs)
    changed += project_activities(
        edition, PublicActivity.objects.filter(withdrawn=False).values_list("reference", flat=True)
    )
    return close(edition, dict.fromkeys(changed, Change.Action.CHANGED), always=True)


@transaction.atomic
def slug_changed(facet, former, current):
    """Let the former slug of a region or partner (`facet`) lead to its present one, in addresses and documents."""
    FormerSlug.objects.filter(facet=facet, current=former).update(current=current)
    FormerSlug.objects.filter(facet=facet, former=current).delete()
    FormerSlug.objects.update_or_create(facet=facet, former=former, defaults={"current": current})
    return vocabulary_changed()
