"""Who sees and changes what at the desk, by role: nothing here asks Django's own permissions."""

from enum import Enum

from django.contrib import admin

from commitments import history, roles


class Audience(Enum):
    """Whose a kind of record is."""

    PLEDGE = "the people of its pledge see it, and its editors change it"
    SHARED = "everybody with a role sees it, administrators change it"
    ADMINISTRATORS = "administrators alone"


class Rights:
    """For a ModelAdmin. What is not the person's to see is not there: no list, search, choice or address shows it."""

    audience = Audience.SHARED
    # From a record of the audience PLEDGE to its pledge.
    pledge_path = "pledge"

    def get_queryset(self, request):
        return self.of_pledges(super().get_queryset(request), roles.pledges_of(request.user), request.user)

    def of_pledges(self, queryset, pledges, user):
        if self.audience is not Audience.PLEDGE or roles.is_administrator(user):
            return queryset
        return queryset.filter(**{f"{self.pledge_path}__in": pledges})

    def choices_for(self, request):
        """What a form may name of this kind: of a pledge's own only what the person may change."""
        everything = self.model._default_manager.all()
        return self.of_pledges(everything, roles.pledges_of(request.user, roles.EDITOR), request.user)

    def has_view_permission(self, request, obj=None):
        if self.audience is Audience.ADMINISTRATORS:
            return roles.is_administrator(request.user)
        if self.audience is Audience.SHARED or obj is None:
            return roles.may_see(request.user)
        return self.holds(roles.may_see, request, obj)

    def has_change_permission(self, request, obj=None):
        return self.may_write(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.may_write(request, obj)

    def has_add_permission(self, request):
        return self.may_write(request)

    def has_module_permission(self, request):
        return self.has_view_permission(request)

    def may_write(self, request, obj=None):
        if self.audience is Audience.PLEDGE:
            return self.holds(roles.may_edit, request, obj)
        return roles.is_administrator(request.user)

    def holds(self, right, request, obj=None):
        """Whether `right`, of commitments.roles, is theirs on the pledge of `obj`; without one, on any pledge."""
        if obj is None:
            return right(request.user)
        pledge = history.pledge_of(obj)
        return right(request.user, pledge) if pledge else roles.is_administrator(request.user)

    def get_fieldsets(self, request, obj=None):
        """To who may only look, a record of the same kind is named by identity: it may be another pledge's draft."""
        fieldsets = super().get_fieldsets(request, obj)
        if obj is None or self.has_change_permission(request, obj):
            return fieldsets
        fields = [*self.opts.fields, *self.opts.many_to_many]
        named = {field.name: by_identity(field) for field in fields if field.related_model is self.model}

        def shown(name):
            return named.get(name, name) if isinstance(name, str) else name

        return [(title, options | {"fields": list(map(shown, options["fields"]))}) for title, options in fieldsets]


class PartRights:
    """For an inline: its rows are the record's own, and so are the rights to them."""

    def whole(self):
        return self.admin_site._registry[self.parent_model]

    def may_write(self, request, obj):
        return self.whole().has_change_permission(request, obj) if obj else self.whole().has_add_permission(request)

    def has_view_permission(self, request, obj=None):
        return self.whole().has_view_permission(request, obj)

    def has_add_permission(self, request, obj=None):
        return self.may_write(request, obj)

    def has_change_permission(self, request, obj=None):
        return self.may_write(request, obj)

    def has_delete_permission(self, request, obj=None):
        return self.may_write(request, obj)


def by_identity(field):
    """A column that names what `field` leads to by identity alone, as forms and histories do."""

    @admin.display(description=field.verbose_name)
    def named(obj):
        value = getattr(obj, field.name)
        records = value.all() if field.many_to_many else filter(None, [value])
        return ", ".join(sorted(record.identity for record in records))

    named.__name__ = field.name
    return named


class OwnPledgeRights(Rights):
    """For the pledge itself: its editors change it, administrators add and remove it."""

    audience = Audience.PLEDGE
    pledge_path = "pk"

    def has_add_permission(self, request):
        return roles.is_administrator(request.user)

    def has_delete_permission(self, request, obj=None):
        return roles.is_administrator(request.user)


def choices_of(field, request, admin_site):
    """The records that a form's `field` may name, as a plain queryset, or None: whatever there is."""
    related = admin_site._registry.get(field.remote_field.model)
    if not isinstance(related, Rights):
        return None
    return related.choices_for(request).order_by(*(related.get_ordering(request) or field.related_model._meta.ordering))
