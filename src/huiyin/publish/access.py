"""The only way from a request to what is shown: staged, first the office, then its leaders, then everybody."""

from django.db.models import QuerySet
from django.http import HttpRequest

from huiyin.people.models import Account
from huiyin.places.queries import office
from huiyin.publish.models import PublicCase
from huiyin.publish.rules import may_read


def reads(request: HttpRequest) -> bool:
    """Whether this reader may see the board, the projects and what others said. No session is asked for if public."""
    stage = office().publication
    if may_read(stage, None):
        return True
    return isinstance(request.user, Account) and may_read(stage, request.user.role)


def shown_cases() -> QuerySet[PublicCase]:
    """The cases that may be shown to whoever `reads`."""
    return PublicCase.objects.all()


def public_cases() -> QuerySet[PublicCase]:
    """The cases that everybody may see now: none before the office has opened its board to the public."""
    cases = PublicCase.objects.all()
    return cases if may_read(office().publication, None) else cases.none()
