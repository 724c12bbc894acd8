"""What was read of a case goes, when the case turns out to be a report of wrongdoing.

Only actions call this: they give the transaction and write the ledger entry.
"""

from django.db.models import Count, F, OuterRef, Q, Subquery

from huiyin.hear import search
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind
from huiyin.understand.actions.messages import SEARCH
from huiyin.understand.material import read_before
from huiyin.understand.models import Band, HotIssue
from huiyin.understand.reading import whole


def enter(*, case: int) -> None:
    """Take the messages of this case out of search, likeness and hot issues; the cases joined to it go with it.

    A fixed number of statements.
    """
    messages = list(Message.objects.filter(case=case).exclude(kind=Kind.WRONGDOING))
    read = read_before([message.pk for message in messages])
    search.unindex(SEARCH, ((message.pk, whole(message)) for message in messages if message.pk in read))
    Band.objects.filter(message__in=[message.pk for message in messages]).delete()
    Message.objects.filter(case=case).update(kind=Kind.WRONGDOING)
    Case.objects.filter(Q(pk=case) | Q(merged_into=case)).update(kind=Kind.WRONGDOING, category=None)
    _leave_hot_issues(case, people=sum(message.added_to_id is None for message in messages))


def _leave_hot_issues(case: int, *, people: int) -> None:
    """An issue of which one case is left is none; of the others the title may not be this case's."""
    link = HotIssue.cases.through
    touched = list(link.objects.filter(case=case).values_list("hotissue", flat=True))
    if not touched:
        return
    link.objects.filter(case=case).delete()
    left = HotIssue.objects.filter(pk__in=touched).annotate(number=Count("cases"))
    few = [issue.pk for issue in left if issue.number < 2]
    link.objects.filter(hotissue__in=few).delete()
    HotIssue.objects.filter(pk__in=few).delete()
    first = Case.objects.filter(hot_issues=OuterRef("pk")).order_by("pk").values("title")[:1]
    rest = HotIssue.objects.filter(pk__in=set(touched) - set(few))
    rest.update(title=Subquery(first), message_count=F("message_count") - people)
