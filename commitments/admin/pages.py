"""What a page of the desk says first: what it shows, and what has to be corrected in a form that was sent."""

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.text import capfirst
from django.utils.translation import gettext as _


class Pages:
    """For a ModelAdmin: a list is called by what it lists, a form by what it is about."""

    def get_changelist_instance(self, request):
        changelist = super().get_changelist_instance(request)
        changelist.title = capfirst(self.opts.verbose_name_plural)
        return changelist

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj and obj.pk:
            context |= {"title": str(obj), "subtitle": None}
        context["mistakes"] = list(mistakes(context))
        context["errors"] = None  # the stock note, which only says that there are errors somewhere below
        return super().render_change_form(request, context, add, change, form_url, obj)


def mistakes(context):
    """(where, sentence, id of the control or row that it leads to, "" where it is about the whole) of a form."""
    yield from _of(context["adminform"].form)
    for each in context["inline_admin_formsets"]:
        for sentence in each.formset.non_form_errors():
            yield capfirst(each.opts.verbose_name_plural), sentence, f"{each.formset.prefix}-group"
        for place, form in enumerate(each.formset.forms):
            row = _("%(rows)s, row %(place)s") % {"rows": capfirst(each.opts.verbose_name_plural), "place": place + 1}
            yield from _of(form, row, f"{each.formset.prefix}-{place}")


def _of(form, row="", row_id=""):
    for name, sentences in form.errors.items():
        for sentence in sentences:
            if name == NON_FIELD_ERRORS:
                yield row, sentence, row_id
            else:
                field = form[name]
                label = capfirst(field.label)
                yield (f"{row}: {label}" if row else label), sentence, field.id_for_label or field.auto_id
