"""What words find is the same list, the same counts and the same map as a look at every case would give."""

from datetime import timedelta

import pytest
from django.utils import timezone

from huiyin.publish import queries
from huiyin.publish.models import PublicCase
from huiyin.publish.queries import Box, Wanted
from huiyin.publish.rules import Group
from tests.publish import build

pytestmark = pytest.mark.django_db
WHOLE = Box(100.0, 30.0, 110.0, 40.0)


@pytest.fixture(autouse=True)
def cases() -> None:
    """Of two words, in several states, of several days, some without a place."""
    build.office()
    now = timezone.now()
    for n in range(24):
        at = now - timedelta(days=n % 7)
        words = "自来水又黄又浑" if n % 3 else "路灯三个晚上不亮"
        made = (build.case, build.handed, build.answered)[n % 3 if n % 2 else 0]
        build.published(made(text=f"{words} {n}", place="柳树村" if n % 4 else "", received_at=at, said_at=at))


def plain(word: str, group: str = "") -> list[PublicCase]:
    today = timezone.localdate()
    rows = [row for row in PublicCase.objects.order_by("-opened_on", "-case") if word in row.text]
    if group == Group.LATE:
        return [row for row in rows if row.stands == Group.IN_HAND and row.due_on and row.due_on < today]
    return [row for row in rows if group in ("", row.stands)]


@pytest.mark.parametrize("group", ["", *Group])
@pytest.mark.parametrize("word", ["水", "路灯", "没有"])
def test_words_list_count_and_place_what_a_look_at_all_gives(word: str, group: str) -> None:
    wanted, expected = Wanted(words=word, group=group), plain(word, group)
    page = queries.listed(wanted, size=4)
    seen = [line.id for line in page.lines]
    while page.has_older:
        here, page = page, queries.listed(wanted, before=page.lines[-1].mark, size=4)
        assert queries.listed(wanted, after=page.lines[0].mark, size=4).lines == here.lines
        seen += [line.id for line in page.lines]
    assert seen == [row.pk for row in expected]
    assert queries.counted(wanted) == len(expected)
    assert queries.counted_by_group(wanted).numbers.get("", 0) == len(plain(word))
    assert queries.counted_by_group(wanted).numbers.get(group, 0) == len(expected)
    placed = {(row.pk, row.lat, row.lon, row.title) for row in expected if row.lat is not None}
    assert {(p.id, p.lat, p.lon, p.title) for p in queries.points(WHOLE, wanted)} == placed
