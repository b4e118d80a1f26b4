"""Editions of the public record, and what changed since one: what a client needs to keep a copy true."""

import re

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ...models import Change, Edition, PublicActivity
from ..rows import NewerRecord, is_gone
from . import records
from .base import ApiView, Listing
from .parameters import AFTER, SINCE, SIZE, Invalid, whole_number
from .shapes import array_of, item, page_address, page_of, ref


class EditionListing(Listing):
    operation_id = "listEditions"
    summary = gettext_lazy("The editions of the public record, the newest first.")
    answer = page_of("Edition")

    def rows(self):
        return range(self.index.edition.number, 0, -1)

    def records(self, part):
        editions = Edition.objects.in_bulk(list(part))
        return [records.edition(editions[number]) for number in part if number in editions]


class EditionDetail(ApiView):
    operation_id = "getEdition"
    summary = gettext_lazy("One edition: its number, its token and when it was made.")
    answer = item("Edition")
    errors = (404,)

    def content(self, number):
        edition = Edition.objects.in_bulk([number]).get(number)
        if edition is None:
            raise Http404(_("There is no such edition."))
        return {"data": records.edition(edition)}


class ChangeListing(ApiView):
    operation_id = "listChanges"
    summary = gettext_lazy("What was published, changed and withdrawn since an edition, the earliest change first.")
    parameters = [SINCE, AFTER, SIZE]
    answer = {"since": ref("Edition"), "next": page_address(), "data": array_of(ref("Change"))}
    errors = (400,)

    def content(self):
        query = self.request.GET
        since, size = self.since(query.get(SINCE.name, "").strip()), whole_number(query, SIZE)
        start = whole_number(query, AFTER) or Change.objects.last_up_to(since.number)
        changes = list(Change.objects.written_after(start, self.index.edition.number)[: size + 1])
        part = changes[:size]
        more = {"since": since.token or 0, "after": part[-1].pk, "page_size": size} if len(changes) > size else None
        return {
            "since": records.edition(since),
            "next": self.way_to(**more) if more else None,
            "data": list(self.told(part)),
        }

    def since(self, given):
        """The edition that was asked for, by token or number. Raises Invalid for another."""
        if not re.fullmatch(r"[0-9a-f]{16}|[0-9]{1,6}", given):
            sentence = _("Give the edition that you have, by number or token. Give 0 for everything.")
            raise Invalid([(SINCE.name, sentence)])
        if given == "0":
            return Edition(number=0, token="", at=None)
        if len(given) == 16:
            edition = Edition.objects.in_bulk([given], field_name="token").get(given)
        else:
            edition = Edition.objects.in_bulk([int(given)]).get(int(given))
        if edition is None:
            sentence = _("This register has no such edition. Start a new copy with since=0.")
            raise Invalid([(SINCE.name, sentence)])
        if edition.number > self.index.edition.number:
            raise NewerRecord
        return edition

    def told(self, changes):
        """The records of these changes. Of a hidden pledge itself alone: with it all its activities went."""
        rows = PublicActivity.objects.known(change.reference for change in changes)
        if any(row.edition_id > self.index.edition.number for row in rows.values()):
            raise NewerRecord
        for change in changes:
            row = rows.get(change.reference)
            if row is None or row.listed or is_gone(self.index, row):
                yield self.change(change, row)

    def change(self, change, row):
        pledge = self.index.pledges.get(change.reference)
        if row is None:
            now = records.pledge(pledge, self.index) if pledge else None
        else:
            now = records.activity(row) if row.listed else None
        return {
            "edition": records.edition(change.edition),
            "kind": "pledge" if row is None else "activity",
            "reference": change.reference,
            # What is no longer there is to be taken out of a copy, whatever this change once was.
            "action": change.action if now else Change.Action.WITHDRAWN,
            "record": now,
        }
