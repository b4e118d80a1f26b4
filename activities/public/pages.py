"""What every public page does: keep to one index, answer 304 where nothing changed, start over where it did."""

import hashlib
import re

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from pledgetracker.clock import today

from .conditions import Decision, State, decide
from .filters import ActivityFilterSet
from .index import current_index
from .kept import path
from .rows import NewerRecord, newest

PAGE_SIZE = 25
ROWS_BESIDE = 5  # activities shown beside the page's own subject
PARTIAL = "HX-Request-Type"
ATTEMPTS = 4  # a reader is unlucky once in a while; so often in a row only while someone publishes without a pause


class PublicPage(TemplateView):
    """A page drawn from the index and the public record. `self.index` is the request's own.

    Where `self.without_body`, nothing of the answer but its status and headers is sent: a view that reads many rows or
    makes a file only says that it would.
    """

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
        state = State.of(self.index, self.etag(request))
        decision = decide(request.META, state)
        self.without_body = request.method == "HEAD" or decision is not Decision.ANSWER
        response = (
            HttpResponseNotModified()
            if decision is Decision.UNCHANGED
            else self._drawn(decision, request, *args, **kwargs)
        )
        if response.status_code in {200, 304}:
            for name, value in state.headers.items():
                response.headers[name] = value
            response.state = state
        patch_vary_headers(response, [PARTIAL])
        return response

    def _drawn(self, decision, request, *args, **kwargs):
        """What the view answers; a 304 in its place, where there is an answer and it was decided so."""
        response = super().dispatch(request, *args, **kwargs)
        if hasattr(response, "render"):
            response.render()
        if response.status_code != 200 or decision is Decision.ANSWER:
            return response
        unchanged = HttpResponseNotModified()
        # Closed with it, at the end of the request: a file may be open.
        unchanged._resource_closers += response._resource_closers
        return unchanged

    def etag(self, request):
        """What tells this answer from every other one, now and later."""
        parts = (
            self.index.token,
            settings.SHAPE,
            today().isoformat(),
            get_language() or "",
            request.get_full_path(),
            request.headers.get(PARTIAL, ""),
        )
        return hashlib.sha256(chr(0).join(parts).encode()).hexdigest()[:32]

    def get_context_data(self, **kwargs):
        return super().get_context_data(index=self.index, edition=self.index.edition, **kwargs)

    def page_of(self, rows, size=PAGE_SIZE):
        """The context of one page of `rows`, by `?page=`. Raises Http404 for one that is malformed or past the end."""
        number = self.request.GET.get("page", "").strip() or "1"
        paginator = Paginator(rows, size)
        if not re.fullmatch(r"[1-9][0-9]{0,8}", number) or int(number) > paginator.num_pages:
            raise Http404(_("This list has no such page."))
        page = paginator.page(int(number))
        return {"page_obj": page, "page_numbers": list(paginator.get_elided_page_range(page.number))}

    def narrowed(self, **values):
        """The filter set of everything that has these values: `narrowed(country="KGZ")`."""
        return ActivityFilterSet({name: [value] for name, value in values.items()}, index=self.index)

    def some_of(self, bitmap):
        """The ordinals of a few of a bitmap, newest first."""
        return newest(self.index, bitmap, ROWS_BESIDE)


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
