"""The history of everything, with the questions of the start page about it."""

from django.contrib import admin

from commitments.admin.revision import RevisionAdmin
from commitments.models import Revision

from .filters import ChangeWorklist


@admin.register(Revision)
class WorklistOfRevisions(RevisionAdmin):
    list_filter = [ChangeWorklist, *RevisionAdmin.list_filter]

    def get_queryset(self, request):
        """Without the records as they stood: a page of them may be megabytes."""
        return super().get_queryset(request).defer("document")
