"""The only ways from a person to a case or message."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind
from huiyin.people.models import Account
from huiyin.people.rules import Role


def cases_for(account: Account) -> QuerySet[Case]:
    """The cases this person may see.

    Reports of wrongdoing: the discipline office alone. Otherwise clerks and leaders see all, handlers what
    lies with their department, administrators (who keep the machine) none.
    """
    cases = Case.objects.filter(merged_into__isnull=True)
    if account.role == Role.HANDLER:
        department = account.department
        if department is not None and department.is_discipline:
            return cases.filter(Q(kind=Kind.WRONGDOING) | Q(department=department))
        return cases.filter(department=department).exclude(kind=Kind.WRONGDOING)
    if account.role in {Role.CLERK, Role.LEADER}:
        return cases.exclude(kind=Kind.WRONGDOING)
    return cases.none()


def case_for(account: Account, case_id: int) -> Case:
    """One case; Case.DoesNotExist (a 404, never a 403) where this person may not know of it."""
    return cases_for(account).get(pk=case_id)


def went_into(case_id: int) -> int | None:
    """The case where the messages of a joined case lie now; None for one that stands for itself.

    A statement for each time it was joined, and one.
    """
    at = case_id
    while into := Case.objects.filter(pk=at).values_list("merged_into", flat=True).first():
        at = into
    return at if at != case_id else None


def message_with_code(digest: str) -> Message:
    """The message whose tracking code has this digest; Message.DoesNotExist otherwise."""
    return Message.objects.select_related("case").get(code_digest=digest)


def imported_before(source: str, external_ids: Collection[str]) -> set[str]:
    """Which of these ids of another system's messages are stored already. One statement."""
    stored = Message.objects.filter(source=source, external_id__in=external_ids)
    return {known for known in stored.values_list("external_id", flat=True) if known} if external_ids else set()


def words_of_imported(source: str, external_ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Title and text of those of another system's messages that are stored already. One statement, or none."""
    stored = Message.objects.filter(source=source, external_id__in=external_ids)
    lines = stored.values_list("external_id", "title", "text") if external_ids else ()
    return {known: (title, text) for known, title, text in lines if known}
