"""The only way from a request to what is shown: staged, first the office, then its leaders, then everybody."""

from django.db.models import QuerySet
from django.http import HttpRequest

from huiyin.hear.access import went_into
from huiyin.hear.rules import PUBLIC_KINDS, Consent
from huiyin.people.models import Account
from huiyin.places.queries import office
from huiyin.publish.models import PublicCase
from huiyin.publish.rules import may_read
from huiyin.understand.models import Joining


def reads(request: HttpRequest) -> bool:
    """Whether this reader may see the board, the projects and what others said. No session is asked for if public."""
    stage = office().publication
    if may_read(stage, None):
        return True
    return isinstance(request.user, Account) and may_read(stage, request.user.role)


def shown_cases() -> QuerySet[PublicCase]:
    """The cases that may be shown to whoever `reads`."""
    return PublicCase.objects.all()


def shown_now_as(case_id: int) -> int | None:
    """Under which number a case is shown since it was joined to another; None where it was never shown itself."""
    moved = Joining.objects.filter(from_case=case_id, message__consent=Consent.PUBLIC, message__kind__in=PUBLIC_KINDS)
    into = went_into(case_id) if moved.exists() else None
    return shown_cases().filter(pk=into).values_list("pk", flat=True).first() if into else None


def public_cases() -> QuerySet[PublicCase]:
    """The cases that everybody may see now: none before the office has opened its board to the public."""
    cases = PublicCase.objects.all()
    return cases if may_read(office().publication, None) else cases.none()
