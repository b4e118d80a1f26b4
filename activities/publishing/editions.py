"""An edition: one state of the public record, exact for every reader when its transaction commits."""

from django.db import transaction
from django.utils import timezone

from ..models import Change, Edition
from ..newest import newest_token
from ..querysets import highest
from . import stored_index


def queue():
    """Wait for every other writer of the public record, and hold the place until the transaction ends.

    Whoever locks activities or pledges in order to publish them takes this first, as every writer does.
    """
    Edition.objects.select_for_update().get_or_create(number=0, defaults={"at": timezone.now()})


def next_edition():
    """Queue behind every other writer, then number the next edition; `close` saves it if something changed."""
    queue()
    return Edition(number=highest(Edition.objects, "number") + 1, at=timezone.now())


def close(edition, actions, always=False):
    """Save the edition with what it did, {reference or slug: action}. Returns it, or None where that is nothing."""
    if not actions and not always:
        return None
    edition.save(force_insert=True)
    transaction.on_commit(newest_token.forget)
    Change.objects.bulk_create(
        Change(edition=edition, reference=reference, action=action) for reference, action in sorted(actions.items())
    )
    stored_index.write(edition)
    return edition
