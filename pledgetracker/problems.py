"""Problem details (RFC 9457): an error of the API is JSON, whichever layer refused the request."""

from http import HTTPStatus

from django.http import JsonResponse
from django.utils.translation import gettext as _

PROBLEM = "application/problem+json"


def problem(status, detail, **more):
    """The answer for an error: `detail` is a sentence for people, `more` are members that the API's document names."""
    title = HTTPStatus(status).phrase
    content = {"type": "about:blank", "title": title, "status": int(status), "detail": detail, **more}
    return JsonResponse(content, status=status, content_type=PROBLEM, json_dumps_params={"ensure_ascii": False})


class Problems:
    """Under /api/ every error is a problem, also one that a layer before the views would draw a page for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code < 400 or not is_api(request) or response.headers.get("Content-Type") == PROBLEM:
            return response
        answer = problem(response.status_code, _sentence(response.status_code))
        for name, value in response.headers.items():
            # `Allow`, `Retry-After` and the like; what describes the page's own body does not fit this one.
            if not name.startswith("Content-"):
                answer.headers.setdefault(name, value)
        return answer


def is_api(request):
    """Whether the address is the API's; /api/ itself is a page for people."""
    return request.path_info.startswith("/api/") and request.path_info != "/api/"


def _sentence(status):
    sentences = {
        400: _("The request cannot be read. Its text must be UTF-8, without NUL, and its host one of this site's."),
        404: _("There is nothing at this address. /api/v1/openapi.json names every address of the API."),
        405: _("This API is for reading: it answers GET, HEAD and OPTIONS."),
        413: _("The body is too large. This API needs none."),
        414: _("The query is longer than 8 KiB. Ask for fewer values at a time."),
        503: _("The site cannot answer this now. Try again in a few minutes."),
    }
    return sentences.get(status) or _("Something went wrong on our side and has been logged. Try again later.")
