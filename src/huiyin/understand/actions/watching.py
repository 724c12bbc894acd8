"""Look over all messages: what is getting hot, what rises suddenly."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Count
from django.utils import timezone

from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind
from huiyin.ledger.actions import record
from huiyin.ledger.writing import action
from huiyin.methods.hot import Group, Item, hot_issues
from huiyin.methods.rises import Rise as Risen
from huiyin.methods.rises import rises
from huiyin.places.queries import directory
from huiyin.understand.models import HotIssue, Rise

HOT_DAYS = 90
MOST_ITEMS = 20_000
"""Newest messages looked at for hot issues: the cost of a day does not grow with the archive."""
MOST_HOT = 20
RISE_WEEKS = 9


def _items(now: datetime) -> list[Item]:
    rows = (
        Message.objects.filter(received_at__gte=now - timedelta(days=HOT_DAYS))
        .filter(added_to=None)
        .exclude(kind__in=[Kind.WRONGDOING, Kind.THANKS])
        .order_by("-received_at")
        .values_list("case", "title", "text", "received_at", "case__township", "up", "down")[:MOST_ITEMS]
    )
    names = directory().areas
    return [
        Item(
            key=case, text=f"{title}\n{text}", at=at, place=names[township].name if township else None, up=up, down=down
        )
        for case, title, text, at, township, up, down in rows
    ]


def find_hot_issues(*, by: str, now: datetime | None = None) -> int:
    """Group the messages of the last 90 days into hot issues and store the hottest for today. Returns how many.

    Grouping takes its time, so it is done before the transaction.
    """
    moment = now or timezone.now()
    groups = hot_issues(_items(moment), now=moment)[:MOST_HOT]
    return _keep_hot(by=by, groups=groups, day=timezone.localtime(moment).date())


@action
def _keep_hot(*, by: str, groups: Sequence[Group], day: date) -> int:
    HotIssue.objects.filter(day=day).delete()
    for rank, group in enumerate(groups, start=1):
        _store(group, rank=rank, day=day)
    record(by=by, kind="understand.watched", subject=f"day:{day}", hot=len(groups))
    return len(groups)


def _store(group: Group, *, rank: int, day: date) -> None:
    cases = sorted({int(key) for key in group.keys})
    said = Message.objects.filter(case__in=cases, added_to=None).count()
    areas = Case.objects.filter(pk__in=cases, township__isnull=False).values_list("township", flat=True)
    issue = HotIssue.objects.create(
        day=day, place_rank=rank, title=group.title[:200], heat=group.heat, terms=dict(group.terms),
        area_id=_most_common(list(areas)), first_at=group.first, last_at=group.last, message_count=said,
    )  # fmt: skip
    issue.cases.set(cases)


def _most_common(values: Sequence[int]) -> int | None:
    return max(set(values), key=values.count) if values else None


def find_rises(*, by: str, now: datetime | None = None) -> int:
    """Compare each category's last seven days with the eight weeks before. Returns how many rise suddenly."""
    moment = now or timezone.now()
    day = timezone.localtime(moment).date()
    return _keep_rises(by=by, found=rises(_weekly(moment, day)), day=day)


def _weekly(moment: datetime, day: date) -> Mapping[str, Sequence[int]]:
    """Of each category the cases of each of the last weeks, oldest first. One statement."""
    start = day - timedelta(weeks=RISE_WEEKS)
    rows = (
        Case.objects.filter(opened_on__gt=start, category__isnull=False)
        .values("category__code", "opened_on")
        .annotate(n=Count("pk"))
    )
    weekly: dict[str, list[int]] = defaultdict(lambda: [0] * RISE_WEEKS)
    for row in rows:
        weeks_ago = (day - row["opened_on"]).days // 7
        if 0 <= weeks_ago < RISE_WEEKS:
            weekly[row["category__code"]][RISE_WEEKS - 1 - weeks_ago] += row["n"]
    return weekly


@action
def _keep_rises(*, by: str, found: Sequence[Risen[str]], day: date) -> int:
    Rise.objects.filter(day=day).delete()
    Rise.objects.bulk_create(
        Rise(day=day, category_code=r.key, now=r.now, expected=r.expected, p_value=r.p) for r in found
    )
    record(by=by, kind="understand.rises_counted", subject=f"day:{day}", rises=len(found))
    return len(found)
