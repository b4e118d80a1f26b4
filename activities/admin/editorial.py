"""The state of a record, and what changes it: publish, withdraw, preview."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commitments.admin.base import StaffAdmin
from pledgetracker.models import EditorialState

MOST_MESSAGES = 20


class EditorialAdmin(StaffAdmin):
    """For what is published as a whole. A subclass says how, and whether something waits."""

    actions = ["publish_selected", "withdraw_selected"]

    def publish(self, records, by):
        """Publish all of `records` or none; raises ValidationError with a sentence for each thing that is missing."""
        raise NotImplementedError

    def withdraw(self, records, by):
        """Take `records` off the public record."""
        raise NotImplementedError

    def has_unpublished_changes(self, obj):
        """Whether staff changed it after it was last published."""
        raise NotImplementedError

    def has_publish_permission(self, request, obj=None):
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Only what was never public: the rest keeps its address for ever."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.publications.exists())

    def get_deleted_objects(self, objs, request):
        kept = [_("%(record)s: published once, so withdraw it instead") % {"record": obj} for obj in objs
                if obj.publications.exists()]  # fmt: skip
        return ([], {}, set(), kept) if kept else super().get_deleted_objects(objs, request)

    # --- The list -----------------------------------------------------------------------------------------------------
    @admin.action(description=gettext_lazy("Publish selected %(verbose_name_plural)s"), permissions=["publish"])
    def publish_selected(self, request, queryset):
        self.publish_and_say(request, queryset)

    @admin.action(description=gettext_lazy("Withdraw selected %(verbose_name_plural)s"), permissions=["publish"])
    def withdraw_selected(self, request, queryset):
        if "confirmed" not in request.POST:
            return self.withdrawal_page(request, queryset)
        return self.withdraw_and_say(request, queryset)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def standing(self, obj):
        waits = self.has_unpublished_changes(obj)
        return _("%(state)s · changes wait") % {"state": obj.get_state_display()} if waits else obj.get_state_display()

    # --- The form -----------------------------------------------------------------------------------------------------
    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Publishing follows the form's own transaction: a bulk publish takes the edition first and the rows next, and
        would stand against a form that holds a row and asks for the edition. What was typed is safe by then."""
        response = super().changeform_view(request, object_id, form_url, extra_context)
        if saved := getattr(request, "saved_to_publish", None):
            self.publish_and_say(request, [saved])
        return response

    def response_post_save_add(self, request, obj):
        return self.to_publish(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request, obj):
        return self.to_publish(request, obj) or super().response_post_save_change(request, obj)

    def to_publish(self, request, obj):
        """After "Save and publish": remembers what to publish, and returns to its form."""
        if "_publish" not in request.POST:
            return None
        if not self.has_publish_permission(request, obj):
            raise PermissionDenied
        request.saved_to_publish = obj
        return HttpResponseRedirect(self.address(obj, "change"))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["can_publish"] = self.has_publish_permission(request, obj)
        if obj:
            context["standing"] = self.where_it_stands(obj)
            context["standing_is_public"] = obj.state == EditorialState.PUBLISHED and not self.has_unpublished_changes(
                obj
            )
            if context["can_publish"] and obj.state == EditorialState.PUBLISHED:
                context["withdraw_url"] = self.address(obj, "withdraw")
        return super().render_change_form(request, context, add, change, form_url, obj)

    def where_it_stands(self, obj):
        """One or two sentences: what the public sees of it."""
        if obj.state == EditorialState.DRAFT:
            return _("A draft: not public.")
        if obj.state == EditorialState.IN_REVIEW:
            return _("In review: not public.")
        if obj.state == EditorialState.WITHDRAWN:
            return _("Withdrawn: not public. Publish to show it again.")
        version = obj.publications.first().number
        if self.has_unpublished_changes(obj):
            return _("Published as version %(n)s. Your later changes wait: publish to show them.") % {"n": version}
        return _("Published as version %(n)s.") % {"n": version}

    def get_urls(self):
        view = self.admin_site.admin_view(self.withdraw_view)
        return [path("<path:object_id>/withdraw/", view, name=self.name_of("withdraw")), *super().get_urls()]

    def withdraw_view(self, request, object_id):
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_publish_permission(request, obj):
            raise PermissionDenied
        if request.method != "POST":
            return self.withdrawal_page(request, [obj])
        self.withdraw_and_say(request, [obj])
        return HttpResponseRedirect(self.address(obj, "change"))

    # --- Both ---------------------------------------------------------------------------------------------------------
    def name_of(self, page):
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

    def address(self, obj, page):
        return reverse(f"{self.admin_site.name}:{self.name_of(page)}", args=[obj.pk])

    def publish_and_say(self, request, records):
        records = list(records)
        try:
            self.publish(records, by=request.user)
        except ValidationError as error:
            self.message_user(request, _("Nothing was published. What is missing:"), messages.WARNING)
            for sentence in error.messages[:MOST_MESSAGES]:
                # The page would make a capital of a reference's first letter.
                self.message_user(request, f"– {sentence}", messages.ERROR)
            if len(error.messages) > MOST_MESSAGES:
                rest = len(error.messages) - MOST_MESSAGES
                self.message_user(request, _("And %(rest)s more.") % {"rest": rest}, messages.ERROR)
            return
        self.log(request, records, _("Published."))
        text = ngettext("%(count)s record is published.", "%(count)s records are published.", len(records))
        self.message_user(request, text % {"count": len(records)}, messages.SUCCESS)

    def withdraw_and_say(self, request, records):
        records = list(records)
        self.withdraw(records, by=request.user)
        self.log(request, records, _("Withdrawn."))
        text = ngettext("%(count)s record is withdrawn.", "%(count)s records are withdrawn.", len(records))
        self.message_user(request, text % {"count": len(records)}, messages.SUCCESS)

    def log(self, request, records, sentence):
        LogEntry.objects.log_actions(request.user.pk, records, CHANGE, sentence)

    def withdrawal_page(self, request, records):
        context = {
            **self.admin_site.each_context(request),
            "title": _("Withdraw?"),
            "opts": self.opts,
            "records": records,
            "select_across": request.POST.get("select_across", "0"),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/withdraw_confirmation.html", context)
