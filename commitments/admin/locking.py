"""Two people at one record: what is saved over a newer version is refused, with both texts and nothing typed lost."""

import time
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps

from django.contrib import admin, messages
from django.contrib.admin import actions
from django.core.exceptions import ValidationError
from django.db import DatabaseError, OperationalError, connection, transaction
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy

from commitments import history
from pledgetracker.models import StaleError, refuse_stale

from ..models import Opening, Revision

# The version of a record that a page was drawn from. In lists of records: "key:version", once for each.
SEEN = "_seen"
# A form that was opened longer ago has been left.
OPEN_FOR = timedelta(minutes=30)
# What PostgreSQL says to one of two transactions that wait for each other.
DEADLOCK = "40P01"
# Seconds. Without a pause the one that was taken back would hold its row again before the other has woken up.
WAIT_FOR_OTHER = 0.2


@dataclass
class Conflict:
    """The record as it was saved meanwhile, by whom and when."""

    theirs: dict
    last: Revision | None


def seen_versions(request):
    """{key: version} of the records that the page was drawn from, as texts."""
    pairs = (value.split(":") for value in request.POST.getlist(SEEN))
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def taken_up_again(view):
    """A view that writes once more what PostgreSQL took back whole, because it and another held each other's rows."""

    @wraps(view)
    def until_done(*args, **kwargs):
        for _attempt in range(3):
            try:
                return view(*args, **kwargs)
            except OperationalError as error:
                if getattr(error.__cause__, "sqlstate", "") != DEADLOCK or connection.in_atomic_block:
                    raise
                time.sleep(WAIT_FOR_OTHER)
        return view(*args, **kwargs)

    return until_done


class RefusedForm:
    """Mixed into the form of a record that was changed since the form was drawn."""

    def clean(self):
        cleaned = super().clean()
        self.add_error(None, ValidationError(REFUSAL, code="stale"))
        return cleaned


REFUSAL = gettext_lazy(
    "Someone else saved this while you had it open. Your text is not lost. Compare the two below, then save."
)


@admin.action(
    permissions=actions.delete_selected.allowed_permissions, description=actions.delete_selected.short_description
)
@transaction.atomic
def delete_selected(modeladmin, request, queryset):
    """The stock action in one transaction: it writes the history before it deletes, and a refusal takes both back."""
    return actions.delete_selected(modeladmin, request, queryset)


class Locking:
    """For a ModelAdmin of a record with a version."""

    def get_object(self, request, object_id, from_field=None):
        if request.method == "POST" and connection.in_atomic_block:
            self.lock(request, object_id)
        obj = super().get_object(request, object_id, from_field)
        if obj and request.method == "POST" and request.POST.get(SEEN) != str(obj.version):
            request.conflict = Conflict(history.document(obj), history.of(obj).select_related("by").first())
        return obj

    def lock(self, request, object_id):
        """Hold the row until the transaction ends; what is no key finds nothing here, and a 404 later.

        Rows of others that name it can be written meanwhile: they ask only that it stays.
        """
        try:
            key = self.model._meta.pk.to_python(object_id)
            self.model._base_manager.select_for_update(no_key=True).filter(pk=key).first()
        except (ValidationError, OverflowError):
            return

    def get_form(self, request, obj=None, **kwargs):
        form = super().get_form(request, obj, **kwargs)
        if obj is None or not getattr(request, "conflict", None):
            return form
        return type(form)(form.__name__, (RefusedForm, form), {})

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.pk:
            context["seen"] = obj.version
            if conflict := getattr(request, "conflict", None):
                context["conflict"] = conflict
                context["differences"] = self.differences_to_typed(conflict, context, obj)
            if self.has_change_permission(request, obj):
                context["also_open"] = self.opened(request, obj)
                context["opening"] = request.opening
        return super().render_change_form(request, context, add, change, form_url, obj)

    def differences_to_typed(self, conflict, context, obj):
        """What was saved meanwhile against what the form would save: saved for a moment, and rolled back."""
        form = context["adminform"].form
        formsets = [each.formset for each in context["inline_admin_formsets"]]
        try:
            with transaction.atomic():
                form.instance.save()
                form._save_m2m()
                for formset in formsets:
                    if formset.is_valid():
                        formset.save()
                yours = history.document(self.model._base_manager.get(pk=obj.pk))
                transaction.set_rollback(True)
        except (DatabaseError, ValidationError, ValueError):
            return []  # what was typed cannot be saved as it is: the form names why
        finally:
            form.instance.refresh_from_db(fields=["version"])
        return history.differences(self.model, conflict.theirs, yours)

    def opened(self, request, obj):
        """Note that this person has the form open; returns the other people who have."""
        record = {"record_type": obj._meta.label_lower, "record_key": str(obj.pk)}
        now = timezone.now()
        Opening.objects.update_or_create(**record, user=request.user, defaults={"at": now})
        request.opening = {"record": f"{obj._meta.label_lower}:{obj.pk}", "at": now.isoformat()}
        others = Opening.objects.filter(**record, at__gt=now - OPEN_FOR).exclude(user=request.user)
        return list(others.select_related("user"))

    def closed(self, request, obj):
        record = {"record_type": obj._meta.label_lower, "record_key": str(obj.pk)}
        Opening.objects.filter(**record, user=request.user).delete()

    @taken_up_again
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Ties write the other record too: of two that tie theirs to each other one would fail."""
        return super().changeform_view(request, object_id, form_url, extra_context)

    # --- Deleting -----------------------------------------------------------------------------------------------------
    def delete_view(self, request, object_id, extra_context=None):
        obj = self.get_object(request, object_id) if request.method == "GET" else None
        try:
            return super().delete_view(request, object_id, {"seen": obj and obj.version, **(extra_context or {})})
        except StaleError as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(request.path)

    def delete_model(self, request, obj):
        if getattr(request, "conflict", None):
            raise StaleError([str(obj)])
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        records = self.model._base_manager.select_for_update().filter(pk__in=queryset).order_by("pk")
        refuse_stale(records, seen_versions(request))
        super().delete_queryset(request, queryset)

    def changelist_view(self, request, extra_context=None):
        try:
            return super().changelist_view(request, extra_context)
        except StaleError as error:
            self.message_user(request, str(error), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
