"""The one view of every download: a format of the registry, asked for with the filter of the list."""

import logging
from contextlib import closing

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pledgetracker.clock import today

from .. import errors
from ..exports import limits
from ..exports.formats import offered
from ..exports.kept_files import Kept
from ..exports.prepared import AGAIN_SECONDS, Failed, prepare
from ..filters import ActivityFilterSet
from ..pages import PublicPage, list_url
from .waiting import Waiting

logger = logging.getLogger(__name__)


class KeptFile(FileResponse):
    """In larger pieces than Django's 4 KiB, which brotli makes nearly twice as much of."""

    block_size = 1 << 18


class Download(Waiting, PublicPage):
    """The filter's rows in `format`, of one edition: streamed, or a file that is made once and kept.

    202 with a page that says how far the file is, while it is being prepared; 400 with the reasons for a bad filter;
    503 where the worker makes as many downloads as it can. For an answer without body nothing is read or made.
    """

    format = None
    template_name = "activities/being_prepared.html"

    def get(self, request, *args, **kwargs):
        self.filterset = ActivityFilterSet(request.GET, index=self.index)
        reasons = self.format.refusals(self.filterset)
        if reasons:
            return refused(reasons)
        try:
            return self.answer()
        except limits.Busy:
            return errors.too_many_exports(request)
        except Failed:
            sentence = _("This file could not be made. Try again in a minute, or download the same rows as CSV.")
            return errors.busy(request, sentence, AGAIN_SECONDS)

    def answer(self):
        # Before the first edition there is no state that a file could be of.
        if self.index.token and self.format.keeps(self.filterset):
            return self.kept()
        if self.index.token and self.format.prepares(self.filterset):
            return self.prepared()
        return self.streamed()

    def streamed(self):
        return self.sent(StreamingHttpResponse, [] if self.without_body else self.pieces())

    def pieces(self):
        return limits.Limited(self.format.pieces(self.filterset), self.filterset.total)

    def kept(self):
        kept = Kept(self.index, self.format.name)
        file = kept.open()
        if file is None and not self.without_body:
            try:
                self.make(kept)
            except OSError as error:
                logger.warning("A download could not be kept, and is made for each who asks: %s", error)
            file = kept.open()
        return self.sent(KeptFile, file) if file else self.streamed()

    def make(self, kept):
        """Make the file, unless someone is making it: then this visitor is sent the rows beside it."""
        with kept.making() as file:
            if file:
                with closing(self.pieces()) as pieces:
                    file.writelines(pieces)

    def prepared(self):
        # The day too is written in it.
        parts = (self.format.name, self.filterset.query(), get_language() or "", today().isoformat())
        kept = Kept(self.index, *parts)
        file = kept.open()
        if file:
            return self.sent(KeptFile, file)
        if self.request.method == "GET":
            try:
                prepare(kept, lambda *to: self.format.write(self.filterset, *to), self.filterset.total)
            except OSError as error:
                logger.warning("A download could not be kept, and is made for each who asks: %s", error)
                return self.streamed()
        return self.look_again(
            self.format.url(self.filterset),
            format=self.format,
            filterset=self.filterset,
            done=kept.progress,
            list_url=list_url(self.filterset),
        )

    def sent(self, kind, body):
        response = kind(body, content_type=self.format.content_type)
        name = self.format.file_name(self.filterset)
        response["Content-Disposition"] = f'{self.format.disposition}; filename="{name}"'
        return response


class Offered(Download):
    """A format that a site has only if it asks for it: elsewhere there is no such address."""

    def get(self, request, *args, **kwargs):
        if self.format not in offered():
            raise Http404
        return super().get(request, *args, **kwargs)


def refused(sentences):
    """400 with these reasons, one a line, for people and for scripts."""
    return HttpResponse("\n".join(sentences) + "\n", content_type="text/plain; charset=utf-8", status=400)
