"""Roles in words."""

from django.utils.translation import gettext_lazy as _

from huiyin.people.rules import Role

ROLES = {
    Role.CLERK: _("clerk of the service centre"),
    Role.HANDLER: _("handler of a department"),
    Role.LEADER: _("leader"),
    Role.ADMINISTRATOR: _("administrator"),
}
