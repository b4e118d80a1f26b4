"""Lists of activities as spreadsheets, out and in again: download, upload, preview, confirm."""

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import BadRequest, PermissionDenied
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commitments import roles
from pledgetracker.clock import today

from ..intake import export, outcomes, uploads
from ..intake.columns import DESK_COLUMNS
from ..intake.errors import Refused
from ..intake.reading import MB, UPLOAD_BYTES, UPLOAD_ROWS
from ..models import Intake

ROWS_ON_A_PAGE = 200
# What has to be set right first.
ORDER = [outcomes.REJECTED, outcomes.CHANGED, outcomes.NEW, outcomes.UNCHANGED]
TITLES = {
    outcomes.REJECTED: gettext_lazy("Rejected"),
    outcomes.CHANGED: gettext_lazy("Changed"),
    outcomes.NEW: gettext_lazy("New"),
    outcomes.UNCHANGED: gettext_lazy("Unchanged"),
}


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        max_length=500,
        help_text=gettext_lazy("CSV or XLSX, at most %(mb)s MB and %(rows)s rows.")
        % {"mb": UPLOAD_BYTES // MB, "rows": f"{UPLOAD_ROWS:,}"},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx,.txt,.tsv"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > UPLOAD_BYTES:
            raise forms.ValidationError(_("The file is larger than %(most)s MB.") % {"most": UPLOAD_BYTES // MB})
        return file


class SpreadsheetPages:
    """For the ModelAdmin of activities."""

    change_list_template = "admin/activities/activity/change_list.html"

    def get_urls(self):
        pages = [
            ("intake/", self.upload_view, "intake"),
            ("intake/template.<str:extension>", self.template_view, "intake_template"),
            ("intake/<int:key>/", self.intake_view, "intake_preview"),
            ("download.<str:extension>", self.download_view, "download"),
        ]
        views = [path(route, self.admin_site.admin_view(view), name=self.name_of(name)) for route, view, name in pages]
        return [*views, *super().get_urls()]

    # --- Out ----------------------------------------------------------------------------------------------------------
    def download_view(self, request, extension):
        """Exactly the list that the same query string shows, all pages of it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if extension not in ("csv", "xlsx"):
            raise Http404
        try:
            listed = self.get_changelist_instance(request).queryset
        except IncorrectLookupParameters as error:
            raise BadRequest(_("This list has no such filter.")) from error
        keys = list(listed.values_list("pk", flat=True))
        name = f"activities-desk-{today().isoformat()}.{extension}"
        if extension == "xlsx":
            file = export.xlsx_file(keys, request.user)
            return FileResponse(file, as_attachment=True, filename=name, content_type=export.XLSX)
        response = StreamingHttpResponse(export.csv_pieces(keys, request.user), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        return response

    def template_view(self, request, extension):
        if not self.may_upload(request):
            raise PermissionDenied
        if extension not in ("csv", "xlsx"):
            raise Http404
        content, content_type = export.template(extension)
        name = f"activities-template.{extension}"
        return HttpResponse(content, content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})

    def changelist_view(self, request, extra_context=None):
        query = request.GET.copy()
        query.pop("p", None)
        context = {"may_upload": self.may_upload(request), "download_query": query.urlencode()}
        return super().changelist_view(request, context | (extra_context or {}))

    def may_upload(self, request):
        return roles.may_edit(request.user)

    # --- In -----------------------------------------------------------------------------------------------------------
    def upload_view(self, request):
        if not self.may_upload(request):
            raise PermissionDenied
        form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
        if request.method == "POST" and form.is_valid():
            file = form.cleaned_data["file"]
            try:
                intake, job = uploads.receive(file.read(), file.name, request.user)
            except Refused as error:
                form.add_error("file", str(error))
            else:
                return redirect(job or self.page(intake))
        recent = Intake.objects.seen_by(request.user, everything=False).in_short()[:10]
        context = {"title": _("Upload a spreadsheet"), "form": form, "columns": DESK_COLUMNS, "recent": recent}
        status = 400 if form.is_bound else 200
        return self.intake_page(request, "intake", context, status)

    def intake_view(self, request, key):
        """The preview, and on POST the confirmation of exactly what it shows."""
        seen = Intake.objects.seen_by(request.user, everything=roles.is_administrator(request.user)).filter(pk=key)
        intake = seen.defer("content").select_related("by").first() if key < 2**63 else None
        if intake is None or not self.may_upload(request):
            raise Http404
        if request.method == "POST":
            return self.confirmed(request, intake)
        return self.preview(request, intake)

    def confirmed(self, request, intake):
        try:
            written, job = uploads.confirm(intake, request.user)
        except Refused as error:
            intake.refresh_from_db(fields=["state"])
            return self.preview(request, intake, refusal=str(error), status=409)
        if job:
            return redirect(job)
        self.message_user(request, uploads.done(len(written)), messages.SUCCESS)
        return HttpResponseRedirect(self.page(intake))

    def preview(self, request, intake, refusal="", status=200):
        chosen = request.GET.get("outcome", "")
        rows = [row for outcome in ORDER for row in intake.rows
                if row["outcome"] == outcome and chosen in ("", outcome)]  # fmt: skip
        context = {
            "title": _("What %(file)s would change") % {"file": intake.file_name},
            "intake": intake,
            "refusal": refusal,
            "to_write": intake.counts.get(outcomes.NEW, 0) + intake.counts.get(outcomes.CHANGED, 0),
            "outcomes": [(outcome, TITLES[outcome], intake.counts.get(outcome, 0)) for outcome in ORDER],
            "titles": TITLES,
            "chosen": chosen,
            "page": Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("page")),
        }
        return self.intake_page(request, "intake_preview", context, status)

    def page(self, intake):
        return self.address(intake, "intake_preview")

    def intake_page(self, request, name, context, status):
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        request.current_app = self.admin_site.name
        return TemplateResponse(request, f"admin/activities/activity/{name}.html", context, status=status)
