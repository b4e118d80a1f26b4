"""The editor's worklist: named questions of the staff's querysets, as filters of the list."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from commitments.admin.widgets import is_key
from commitments.models import Commitment


class MissingFilter(admin.SimpleListFilter):
    title = _("what is missing")
    parameter_name = "missing"
    # value: what the editor reads, and the question of ActivityQuerySet that answers it
    questions = {
        "publishing": (_("changed since publication"), "with_unpublished_changes"),
        "date": (_("undated"), "undated"),
        "country": (_("without a country"), "without_country"),
        "source": (_("without a source"), "without_source"),
    }

    def lookups(self, request, model_admin):
        return [(value, label) for value, (label, _question) in self.questions.items()]

    def queryset(self, request, queryset):
        _label, question = self.questions.get(self.value(), (None, "all"))
        return getattr(queryset, question)()


class CommitmentFilter(admin.SimpleListFilter):
    """The commitments of the pledge that is chosen: those of every pledge would be a list of thousands."""

    title = _("commitment")
    parameter_name = "commitment"

    def lookups(self, request, model_admin):
        pledge = request.GET.get("pledge__id__exact", "")
        if not is_key(pledge):
            return []
        return [(str(each.pk), str(each)) for each in Commitment.objects.filter(pledge=pledge)]

    def queryset(self, request, queryset):
        chosen = self.value()
        return queryset.filter(commitments=chosen) if chosen in dict(self.lookup_choices) else queryset
