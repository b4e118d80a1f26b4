"""The report of one pledge and period: one structure (`report_of`), drawn as a page and, from that page, as a PDF.

report_of(index, pledge, Period("2023", "2024")) -> Report
html_of(report) -> the HTML of its body
pdf_of(report) -> the bytes of the tagged PDF, made of that HTML
"""

from .content import Report, file_name, may_belong, report_of
from .limits import MOST, MOST_AT_ONCE, too_large, too_large_for_pdf
from .pdf import html_of, pdf_of
from .period import Period, PeriodForm

__all__ = [
    "MOST",
    "MOST_AT_ONCE",
    "Period",
    "PeriodForm",
    "Report",
    "file_name",
    "html_of",
    "may_belong",
    "pdf_of",
    "report_of",
    "too_large",
    "too_large_for_pdf",
]
