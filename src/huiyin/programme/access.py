"""The only ways from a person to a project."""

from django.db.models import Q, QuerySet

from huiyin.hear.models import Message
from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.programme.models import Project


def projects_for(account: Account) -> QuerySet[Project]:
    """The projects that this person may carry on: clerks and leaders all, handlers those of their department."""
    projects = Project.objects.all()
    if account.role == Role.HANDLER:
        return projects.filter(owner=account.department)
    return projects if account.role in {Role.CLERK, Role.LEADER} else projects.none()


def project_for(account: Account, project_id: int) -> Project:
    """One project; Project.DoesNotExist (a 404) where this person has nothing to do with it."""
    return projects_for(account).get(pk=project_id)


def project_of(message: Message, project_id: int) -> Project:
    """The project that came of this resident's case, also where the case was joined to another or another to it.

    Project.DoesNotExist for anybody else's: only who complained has a word on it.
    """
    linked = Q(links__case=message.case_id) | Q(links__case__merged_into=message.case_id)
    return Project.objects.filter(linked, pk=project_id).distinct().get()
