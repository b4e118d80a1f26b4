"""The names that the public record shows: a change of one writes the rows that show it again."""

from contextlib import contextmanager

from django import forms
from django.contrib import admin
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from commitments.admin.base import DeskForm, refused
from commitments.admin.framework import FrameworkAdmin, ObjectiveAdmin
from commitments.admin.indicator import IndicatorAdmin
from commitments.admin.partner import PartnerAdmin
from commitments.models import Framework, Indicator, Objective, Partner

from .. import publishing
from ..models import Publication


class VocabularyMixin:
    """Tells the public record of every change. `code` is the attribute by which published documents name a record."""

    code = "slug"
    # The fields that may concern any text, whatever it names.
    of_every_text = ()

    def save_related(self, request, form, formsets, change):
        rows_changed = any(formset.has_changed() for formset in formsets)  # asked before: a saved row is no new one
        # The last step of a save: the members of a region are in by now.
        super().save_related(request, form, formsets, change)
        if form.has_changed() or rows_changed:
            everywhere = not set(self.of_every_text).isdisjoint(form.changed_data)
            self.tell_public_record(form.initial.get(self.code, ""), form.instance, everywhere)

    def lock(self, request, object_id):
        """In the order in which publishing does: the queue first, then what is shared."""
        publishing.queue()
        super().lock(request, object_id)

    def tell_public_record(self, former, obj, everywhere):
        """`former` is the code that `obj` had before, "" where it is new; `everywhere`: any text may be concerned."""
        self.tell_of([former, getattr(obj, self.code)], everywhere)

    def tell_of(self, codes, everywhere):
        named = {} if everywhere else {self.opts.model_name: {code for code in codes if code}}
        publishing.vocabulary_changed(**named)

    @contextmanager
    def consequences(self, request, obj):
        former = "" if obj._state.adding else getattr(obj, self.code)
        before = self.said_of_every_text(obj)
        with super().consequences(request, obj):
            yield
        self.tell_public_record(former, obj, everywhere=before != self.said_of_every_text(obj))

    def said_of_every_text(self, obj):
        return [getattr(obj, name) for name in self.of_every_text]

    @transaction.atomic
    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        self.tell_of([getattr(obj, self.code)], everywhere=any(self.said_of_every_text(obj)))

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        deleted = list(queryset)
        super().delete_queryset(request, queryset)
        everywhere = any(value for obj in deleted for value in self.said_of_every_text(obj))
        self.tell_of([getattr(obj, self.code) for obj in deleted], everywhere)

    def get_deleted_objects(self, objs, request):
        """With the published versions that name them among the protected."""
        deleted, counts, perms, protected = super().get_deleted_objects(objs, request)
        naming = [str(found) for obj in objs for found in Publication.objects.naming([getattr(obj, self.code)])[:20]]
        return refused(deleted, counts, perms, [*protected, *dict.fromkeys(naming)])


class SlugForm(DeskForm):
    """For what is renamed with its address: `facet` is what the public record calls it."""

    facet = ""

    def clean_slug(self):
        slug = self.cleaned_data["slug"]
        if not publishing.slug_is_free(self.facet, slug, current=self.initial.get("slug", "")):
            raise forms.ValidationError(
                _("This slug is taken. Another record had it before, and its old address still leads to that record.")
            )
        return slug


class RenamedMixin(VocabularyMixin):
    """Old addresses, filters and published versions lead to the new slug."""

    def tell_public_record(self, former, obj, everywhere):
        if former and former != obj.slug:
            publishing.slug_changed(self.form.facet, former, obj.slug)
        else:
            super().tell_public_record(former, obj, everywhere)


class PartnerForm(SlugForm):
    facet = "partner"


@admin.register(Partner)
class PublicPartnerAdmin(RenamedMixin, PartnerAdmin):
    form = PartnerForm


@admin.register(Framework)
class PublicFrameworkAdmin(VocabularyMixin, FrameworkAdmin):
    pass


@admin.register(Objective)
class PublicObjectiveAdmin(VocabularyMixin, ObjectiveAdmin):
    code = "key"


@admin.register(Indicator)
class PublicIndicatorAdmin(VocabularyMixin, IndicatorAdmin):
    code = "key"
