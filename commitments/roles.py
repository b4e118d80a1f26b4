"""Who may do what. Everybody's rights come from here: Django's own permissions and groups are not used."""

from .models import Membership, Pledge

EDITOR, PUBLISHER = Membership.Role.EDITOR, Membership.Role.PUBLISHER


def is_administrator(user):
    """Keeps vocabularies and people, and may do everything that the others may."""
    return user.is_active and user.is_staff and user.is_superuser


def holds(user, role, pledge=None):
    """Whether `user` has this role on `pledge` (or its primary key); without one, on any pledge."""
    if is_administrator(user):
        return True
    if not (user.is_active and user.is_staff):
        return False
    key = getattr(pledge, "pk", pledge)
    held = user.roles.values() if key is None else [user.roles.get(key, ())]
    return any(role in roles for roles in held)


def may_edit(user, pledge=None):
    """Draft, change, submit and confirm."""
    return holds(user, EDITOR, pledge)


def may_publish(user, pledge=None):
    """Publish, send back and withdraw."""
    return holds(user, PUBLISHER, pledge)


def may_see(user, pledge=None):
    """Read the drafts of `pledge`; without one, have any business at the desk."""
    return may_edit(user, pledge) or may_publish(user, pledge)


def pledges_of(user, *roles):
    """The pledges on which `user` holds one of these roles; without any, all that the user may see."""
    if is_administrator(user):
        return Pledge.objects.all()
    wanted = set(roles or Membership.Role.values)
    return Pledge.objects.filter(pk__in=[pledge for pledge, held in user.roles.items() if held & wanted])


def people_of(pledge, role):
    """The active users who hold `role` on `pledge` by membership; administrators are not counted in."""
    user = Membership._meta.get_field("user").related_model
    return user.objects.filter(
        is_active=True, is_staff=True, memberships__pledge=pledge, memberships__role=role
    ).distinct()
