"""What every public page does: keep to one index, answer 304 where nothing changed, start over where it did."""

import hashlib
import re
import time
from datetime import UTC, datetime

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseNotModified
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags, parse_http_date_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from pledgetracker.clock import today

from .filters import ActivityFilterSet
from .index import current_index
from .rows import NewerRecord, newest

# A new release is a new process: nothing that it draws is older.
STARTED = time.time()
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
        etag, modified = self.etag(request), last_modified(self.index.edition)
        if is_kept(request, etag):
            response = HttpResponseNotModified()
        else:
            response = super().dispatch(request, *args, **kwargs)
            if hasattr(response, "render"):
                response.render()
            if response.status_code == 200 and has_seen(request, modified):
                response.close()
                response = HttpResponseNotModified()
        if response.status_code in {200, 304}:
            response["ETag"] = etag
            response["Last-Modified"] = http_date(modified)
            if self.index.token:
                response.kept_as = present(self.index.token)
            # Kept by anyone, but asked for again each time: a withdrawal takes effect at once.
            response["Cache-Control"] = "public, no-cache"
        patch_vary_headers(response, [PARTIAL])
        return response

    def etag(self, request):
        parts = (
            self.index.token,
            settings.RELEASE,
            today().isoformat(),
            get_language() or "",
            request.get_full_path(),
            request.headers.get(PARTIAL, ""),
        )
        return f'"{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]}"'

    def get_context_data(self, **kwargs):
        return super().get_context_data(index=self.index, edition=self.index.edition, **kwargs)

    def page_of(self, rows):
        """The context of one page of `rows`, by `?page=`. Raises Http404 for one that is malformed or past the end."""
        number = self.request.GET.get("page", "").strip() or "1"
        paginator = Paginator(rows, PAGE_SIZE)
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
    """Whether who asks by date alone has seen the present answer. Each page has the same date: only of one drawn."""
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return "If-None-Match" not in request.headers and since is not None and modified <= since


def present(token):
    """What an answer of this edition, drawn today, is kept as."""
    return f"{token} {today().isoformat()}"


def last_modified(edition):
    """Seconds since the epoch: when a page last became another one, by an edition, a new day or a new release."""
    day = datetime.combine(today(), datetime.min.time(), UTC).timestamp()
    return int(max(edition.at.timestamp() if edition.at else 0, day, STARTED))


def filtered_url(name, filterset):
    """The address of this name under this filter. However the filter was written, it has one address."""
    query = filterset.query()
    return reverse(name) + (f"?{query}" if query else "")


def list_url(filterset):
    """The address of the list under this filter."""
    return filtered_url("activity_list", filterset)


def notes_of(*holders):
    """The notes of these rows and records, each once, in a fixed order."""
    notes = {note["code"]: note for holder in holders for note in holder}
    return [notes[code] for code in sorted(notes)]
