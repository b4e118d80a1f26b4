"""What every answer of the API is: JSON that names its edition, or a problem (RFC 9457) with the reason."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, JsonResponse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from pledgetracker.problems import problem

from ..pages import PublicPage
from ..rows import Withdrawn
from .parameters import PAGE, SIZE, Invalid, whole_number
from .records import edition


# What writes is refused as such (405), not for a token that no client of an API has; nothing here writes.
@method_decorator(csrf_exempt, name="dispatch")
class ApiView(PublicPage):
    """One operation. A subclass says in `operation_id` ... what the API's document tells of it, and has `content`."""

    operation_id = ""  # permanent: generated clients call their functions by it
    summary = ""
    parameters = ()
    # JSON Schema of the members of the answer beside `edition`.
    answer = {}
    # JSON Schema of an answer that is not of this form.
    whole_answer = None
    # The errors beside 405, 414 and those of the server that it can end in.
    errors = ()
    # Whether an address with a former slug leads to the present one (301).
    moves = False

    def get(self, request, *args, **kwargs):
        try:
            return self.success(**kwargs)
        except Invalid as refused:
            reasons = [{"parameter": name, "detail": sentence} for name, sentence in refused.reasons]
            return problem(400, " ".join(reason["detail"] for reason in reasons), errors=reasons)
        except Http404 as missing:
            return problem(404, str(missing))
        except Withdrawn:
            return problem(410, _("This activity was withdrawn. Its reference stays; its text is no longer public."))

    def success(self, **kwargs):
        """The answer to a request that can be answered. Raises Invalid, Http404 or Withdrawn for one that cannot."""
        content = {"edition": edition(self.index.edition), **self.content(**kwargs)}
        response = JsonResponse(content, json_dumps_params={"ensure_ascii": False})
        ways = [(content[key], rel) for key, rel in (("next", "next"), ("previous", "prev")) if content.get(key)]
        if ways:
            response["Link"] = ", ".join(f'<{url}>; rel="{rel}"' for url, rel in ways)
        return response

    def way_to(self, kept="", **parameters):
        """The absolute address of this operation with the query `kept` and these parameters."""
        query = "&".join(part for part in (kept, urlencode(parameters)) if part)
        return f"{settings.SITE_URL}{self.request.path}?{query}"


class Listing(ApiView):
    """A page of a sequence, by `page` and `page_size`: `rows` gives the sequence, `records` what is said of a part."""

    parameters = [PAGE, SIZE]
    errors = (400, 404)
    # The query, in its canonical form, that the addresses of the other pages keep.
    kept = ""

    def content(self, **kwargs):
        number, size = whole_number(self.request.GET, PAGE), whole_number(self.request.GET, SIZE)
        rows = self.rows(**kwargs)
        pages = max(1, -(-len(rows) // size))
        if number > pages:
            raise Http404(_("This list has no such page. The last page is %(last)s.") % {"last": pages})
        part = rows[(number - 1) * size : number * size]
        return {
            "total": len(rows),
            "page": number,
            "page_size": size,
            "pages": pages,
            "next": self.way_to(self.kept, page=number + 1, page_size=size) if number < pages else None,
            "previous": self.way_to(self.kept, page=number - 1, page_size=size) if number > 1 else None,
            "data": self.records(part),
        }
