"""The one view of every download: a format of the registry, asked for with the filter of the list."""

from itertools import chain

from django.http import Http404, HttpResponse, StreamingHttpResponse

from ..exports.formats import offered
from ..filters import ActivityFilterSet
from ..pages import PublicPage


class Download(PublicPage):
    """The filter's rows in `format`: streamed, of one edition; 400 with the reasons for a bad filter."""

    format = None

    def get(self, request, *args, **kwargs):
        filterset = ActivityFilterSet(request.GET, index=self.index)
        reasons = self.format.refusals(filterset)
        return refused(reasons) if reasons else self.answer(filterset)

    def answer(self, filterset):
        """What is sent of a valid filter set; on HEAD its headers alone, for which nothing is read."""
        response = StreamingHttpResponse(self.body(filterset), content_type=self.format.content_type)
        response["Content-Disposition"] = f'{self.format.disposition}; filename="{self.format.file_name(filterset)}"'
        return response

    def body(self, filterset):
        if self.request.method == "HEAD":
            return []
        pieces = self.format.pieces(filterset)
        # Before the first piece it shows whether the record moved on: only then may anything be sent.
        return chain([next(pieces, b"")], pieces)


class Offered(Download):
    """A format that a site has only if it asks for it: elsewhere there is no such address."""

    def get(self, request, *args, **kwargs):
        if self.format not in offered():
            raise Http404
        return super().get(request, *args, **kwargs)


def refused(sentences):
    """400 with these reasons, one a line, for people and for scripts."""
    return HttpResponse("\n".join(sentences) + "\n", content_type="text/plain; charset=utf-8", status=400)
