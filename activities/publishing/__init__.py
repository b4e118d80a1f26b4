"""The only writer of the public record.

`snapshot` reads the staff's models into a plain document; `project` turns a document into one row of the public record,
and is pure; `record` holds the transactions: publish, withdraw, rebuild. Nothing else writes what visitors see.
"""

from .checks import check, check_pledges, check_ready, hindrances, hindrances_of_pledges, slug_is_free
from .editions import queue
from .names import slug_changed, vocabulary_changed
from .projection import project, project_pledge
from .rebuild import Report, check_public_record, rebuild_public_record
from .record import (
    publish,
    publish_pledge,
    withdraw,
    withdraw_pledge,
)
from .snapshot import preview, preview_pledge, snapshot, snapshot_pledge

__all__ = [
    "Report",
    "check",
    "check_pledges",
    "check_public_record",
    "check_ready",
    "hindrances",
    "hindrances_of_pledges",
    "preview",
    "preview_pledge",
    "project",
    "project_pledge",
    "publish",
    "publish_pledge",
    "queue",
    "rebuild_public_record",
    "slug_changed",
    "slug_is_free",
    "snapshot",
    "snapshot_pledge",
    "vocabulary_changed",
    "withdraw",
    "withdraw_pledge",
]
