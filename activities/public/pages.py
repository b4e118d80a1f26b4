"""What every public page does: keep to one index, answer 304 where nothing changed, start over where it did."""

import hashlib
import re
from datetime import UTC, datetime

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags, parse_http_date_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from pledgetracker.clock import today

from ..models import Edition
from .filters import ActivityFilterSet
from .index import current_index
from .kept import path
from .rows import NewerRecord, newest

PAGE_SIZE = 25
ROWS_BESIDE = 5  # activities shown beside the page's own subject
PARTIAL = "HX-Request-Type"
ATTEMPTS = 4  # a reader is unlucky once in a while; so often in a row only while someone publishes without a pause


class PublicPage(TemplateView):
    """A page drawn from the index and the public record. `self.index` is the request's own."""

    http_method_names = ["get", "head", "options"]

    def dispatch(self, request, *args, **kwargs):
        for _attempt in range(ATTEMPTS - 1):
            try:
                return self._answer(request, *args, **kwargs)
            except NewerRecord:
                # Something was published between the reading of the index and of the rows; the newer index fits.
                continue
        return self._answer(request, *args, **kwargs)

    def _answer(self, request, *args, **kwargs):
        self.index = current_index()
        # Before it is drawn: what is drawn over midnight is of the day before.
        etag, kept_as, modified = self.etag(request), present(self.index.token), last_modified(self.index.edition)
        if is_kept(request, etag):
            response = HttpResponseNotModified()
        else:
            response = super().dispatch(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
            if response.status_code == 200 and has_seen(request, modified):
                # Not closed, which would end the request: what it was to read ends as it is forgotten.
                response = HttpResponseNotModified()
        if response.status_code in {200, 304}:
            # Weak: one for a page in every coding, and so the same on a 304, which knows of none.
            response["ETag"] = f"W/{etag}"
            response["Last-Modified"] = http_date(modified)
            if self.index.token:
                response.kept_as = kept_as
            # Kept by anyone, but asked for again each time: a withdrawal takes effect at once.
            response["Cache-Control"] = "public, no-cache"
        patch_vary_headers(response, [PARTIAL])
        return response

    def etag(self, request):
        parts = (
            self.index.token,
            settings.SHAPE,
            today().isoformat(),
            get_language() or "",
            request.get_full_path(),
            request.headers.get(PARTIAL, ""),
        )
        return f'"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'

    def get_context_data(self, **kwargs):
        return super().get_context_data(index=self.index, edition=self.index.edition, **kwargs)

    def page_of(self, rows, size=PAGE_SIZE):
        """The context of one page of `rows`, by `?page=`. Raises Http404 for one that is malformed or past the end."""
        number = self.request.GET.get("page", "").strip() or "1"
        paginator = Paginator(rows, size)
        if not re.fullmatch(r"[1-9][0-9]{0,8}", number) or int(number) > paginator.num_pages:
            raise Http404(_("There is no such page of this list."))
        page = paginator.page(int(number))
        return {"page_obj": page, "page_numbers": list(paginator.get_elided_page_range(page.number))}

    def narrowed(self, **values):
        """The filter set of everything that has these values: `narrowed(country="KGZ")`."""
        return ActivityFilterSet({name: [value] for name, value in values.items()}, index=self.index)

    def some_of(self, bitmap):
        """The ordinals of a few of a bitmap, newest first."""
        return newest(self.index, bitmap, ROWS_BESIDE)


def is_kept(request, etag):
    """Whether who asks has this very answer. `*` means any: only drawing the page tells if there is one."""
    kept = parse_etags(request.headers.get("If-None-Match", ""))
    return request.method in {"GET", "HEAD"} and any(each.removeprefix("W/") == etag for each in kept)


def has_seen(request, modified):
    """Whether who asks by `*`, or by date alone, has seen the present answer. To be asked of a page that there is.

    All pages have one date, so it must be this very one, of a second in which they became others only once.
    """
    if "If-None-Match" in request.headers:
        return request.headers["If-None-Match"].strip() == "*"
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since == modified and Edition.objects.of_second(modified).count() + (modified == midnight()) == 1


def present(token):
    """What an answer of this edition, drawn today, is kept as."""
    return f"{token} {today().isoformat()}"


def last_modified(edition):
    """Seconds since the epoch: when pages last changed, by an edition or a new day. ETags know of releases."""
    return max(int(edition.at.timestamp()) if edition.at else 0, midnight())


def midnight():
    """Seconds since the epoch to the beginning of today."""
    return int(datetime.combine(today(), datetime.min.time(), UTC).timestamp())


def filtered_url(name, filterset):
    """The address of this name under this filter. However the filter was written, it has one address."""
    return filterset.address(path(filterset.index, name))


def list_url(filterset):
    """The address of the list under this filter."""
    return filtered_url("activity_list", filterset)


def notes_of(*holders):
    """The notes of these rows and records, each once, in a fixed order."""
    notes = {note["code"]: note for holder in holders for note in holder}
    return [notes[code] for code in sorted(notes)]
