"""Reading from other sites: what serves data may be fetched by a script of any origin, without credentials."""

import re

from django.http import HttpResponse

# The API, the downloads and the pictures that others show beside links. A download ends in its format; nothing of the
# desk and no static file is one.
OPEN = re.compile(r"/(?:api/.+|(?!admin/|static/).*\.(?:csv|xlsx|json|jsonl|jsonld|atom|iati\.xml|zip|bib|ris|png))")
EXPOSED = "Allow, Content-Disposition, Deprecation, ETag, Last-Modified, Link, Retry-After, Sunset, X-Request-ID"
HEADERS = {
    # The same for every origin: kept copies fit all. Nothing here depends on who asks, so there is nothing to protect.
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": EXPOSED,
    "Cross-Origin-Resource-Policy": "cross-origin",
}
ANSWERS_TO_PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}


class CrossOrigin:
    """CORS for reading, on errors too, so that a script can say what was wrong."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if not OPEN.fullmatch(request.path_info):
            return self.get_response(request)
        preflight = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
        response = HttpResponse(status=204, headers=ANSWERS_TO_PREFLIGHT) if preflight else self.get_response(request)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response
