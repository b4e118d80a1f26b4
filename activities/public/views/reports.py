"""The report of a pledge and period: a page, and the same as a PDF."""

import logging

from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pledgetracker.clock import today

from .. import errors, typeset
from ..exports import limits
from ..exports.kept_files import Kept
from ..exports.prepared import AGAIN_SECONDS, Failed, prepare
from ..pages import filtered_url, list_url
from ..report import (
    MOST,
    MOST_AT_ONCE,
    PeriodForm,
    file_name,
    may_belong,
    pdf_of,
    report_of,
    too_large,
    too_large_for_pdf,
)
from .downloads import KeptFile, refused
from .pledges import PledgePage
from .waiting import Waiting

logger = logging.getLogger(__name__)

PDF = "application/pdf"


class OfAPeriod(PledgePage):
    """What is asked of a listed pledge and a period."""

    @cached_property
    def form(self):
        return PeriodForm(self.request.GET)

    @cached_property
    def size(self):
        """How many activities may belong to the report."""
        return len(may_belong(self.index, self.pledge, self.form.period))

    def report(self):
        return report_of(self.index, self.pledge, self.form.period)

    def get_context_data(self, **kwargs):
        of_pledge = self.narrowed(pledge=self.pledge.slug)
        return super().get_context_data(
            form=self.form,
            pledge=self.pledge,
            list_url=list_url(of_pledge),
            csv_url=filtered_url("activity_csv", of_pledge),
            **kwargs,
        )


class ReportPage(OfAPeriod):
    """The report as a page to read and to print."""

    template_name = "activities/report.html"

    def get_context_data(self, **kwargs):
        shown = self.form.is_valid() and self.size <= MOST_AT_ONCE
        return super().get_context_data(
            report=self.report() if shown else None,
            too_large="" if self.size <= MOST_AT_ONCE else too_large(self.size),
            pdf_url=self.pdf_url if self.form.is_valid() and self.size <= MOST else "",
            **kwargs,
        )

    @property
    def pdf_url(self):
        return self.form.period.address(reverse("report_pdf", args=[self.pledge.slug]))


class ReportPdf(Waiting, OfAPeriod):
    """The report as a tagged PDF, made once for an edition, a day and a period, and kept.

    400 with the reasons for a period that is none, or too many activities; 202 with a page while a large one is made;
    503 where the worker makes as many files as it can, or this one could not be made. For an answer without
    body nothing is made.
    """

    template_name = "activities/report_being_prepared.html"

    def get(self, request, *args, **kwargs):
        self.pledge = self.listed(kwargs["slug"])
        if not self.form.is_valid():
            return refused(self.form.sentences)
        if self.size > MOST:
            return refused([too_large_for_pdf(self.size, MOST)])
        try:
            return self.answer()
        except limits.Busy:
            return errors.too_many_exports(request)
        except (Failed, typeset.Failed):
            sentence = _("The PDF could not be made. Try again in a minute, or print the page.")
            return errors.busy(request, sentence, AGAIN_SECONDS)

    def answer(self):
        parts = (PDF, self.pledge.slug, self.form.period.query, get_language() or "", today().isoformat())
        kept = Kept(self.index, *parts)
        file = kept.open()
        if file:
            return self.sent(KeptFile, file)
        if self.size > MOST_AT_ONCE:
            if self.request.method == "GET":
                prepare(kept, lambda file, advance: file.write(pdf_of(self.report())), self.size)
            return self.look_again(self.form.period.address(self.request.path), size=self.size)
        if self.without_body:
            # Not made, and so of a length that nobody knows.
            return self.sent(StreamingHttpResponse)
        with limits.core():
            return self.made(kept, pdf_of(self.report()))

    def made(self, kept, body):
        """The PDF, which is kept for others, unless another is just doing that or nothing can be written."""
        try:
            with kept.making() as file:
                if file:
                    file.write(body)
        except OSError as error:
            logger.warning("A report could not be kept, and is made for each who asks: %s", error)
        return self.sent(HttpResponse, body)

    def sent(self, kind, body=b""):
        response = kind(body, content_type=PDF)
        name = file_name(self.pledge, self.form.period, self.index.edition)
        response["Content-Disposition"] = f'inline; filename="{name}"'
        return response
