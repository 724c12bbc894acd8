"""A sheet goes the whole way at once, and leaves what it would have left message by message, each step by a job."""

import csv
import io
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import OperationalError, transaction
from django.utils import timezone

from huiyin.answer.actions import ImportedAnswer, record_imported_answers
from huiyin.answer.models import Answer
from huiyin.desk.taking import take_batches, take_messages
from huiyin.handle.actions import load_limits
from huiyin.handle.models import Assignment, Step
from huiyin.hear.actions import receive_many
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import PUBLIC_KINDS, Channel, Kind
from huiyin.hear.said import Said
from huiyin.hear.search import search
from huiyin.ledger.models import Entry, Job
from huiyin.ledger.worker import run_all
from huiyin.publish.models import Figure, PublicCase, Tally
from huiyin.understand.actions.messages import SEARCH
from huiyin.understand.models import Band, Guess
from huiyin.understand.rules import About
from tests import make

HEAD = ["留言编号", "诉求类型", "留言主题", "留言时间", "留言详情", "地点", "承办单位", "答复意见", "答复时间"]
TEXTS = [
    ("投诉", "停水", "清溪镇柳树村停水三天,老人挑不动水", "", "", "您好,已经修好通水。", "2026/3/9 10:00:00"),
    ("投诉", "停水", "清溪镇柳树村停水三天了,老人挑不动水,快来修", "柳树村", "水利局", "", ""),
    ("咨询", "", "请问河东社区路灯什么时候能亮?", "", "", "", ""),
    ("建议", "公交", "建议上沟村增设一趟公交,方便学生上学", "上沟村", "交通局", "已经采纳。", ""),
    ("感谢", "", "衷心感谢水利局,水管终于修好了,给你们点赞!", "", "", "转达了。", "2026/3/20 8:00:00"),
    ("检举", "", "举报我村村支书以权谋私,侵吞扶贫款", "柳树村", "", "查了。", "2026/3/20 8:00:00"),
    ("投诉", "贪", "镇长贪污受贿", "", "", "", ""),
    ("", "", "家里煤气泄漏,闻到煤气味,快来人", "石坪乡", "", " ", ""),
    ("", "Light", "The street light in Hedong Community is broken, please fix it", "", "roads", "Done.", ""),
]
ROUNDS = 3
ROWS = [
    [f"{round_}-{at}", kind, title, f"2026-03-0{round_ + 1} 09:0{at}:00", text, place, department, reply, replied]
    for round_ in range(ROUNDS)
    for at, (kind, title, text, place, department, reply, replied) in enumerate(TEXTS)
]
KINDS = {
    "投诉": Kind.REQUEST, "咨询": Kind.QUESTION, "建议": Kind.SUGGESTION, "感谢": Kind.THANKS, "检举": Kind.WRONGDOING,
    "": Kind.REQUEST,
}  # fmt: skip


CHINA = ZoneInfo("Asia/Shanghai")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> None:
    make.office()
    load_limits(by=make.BY)


def moment(words: str) -> datetime:
    return datetime.strptime(words.replace("/", "-"), "%Y-%m-%d %H:%M:%S").replace(tzinfo=CHINA)


def at_once(folder: Path) -> None:
    """As the command does it, in batches."""
    out = io.StringIO()
    csv.writer(out).writerows([HEAD, *ROWS])
    path = folder / "s.csv"
    path.write_text(out.getvalue(), encoding="utf-8")
    totals = take_messages(path, columns={}, source="s", language="zh-hans", progress=io.StringIO())
    assert (totals.taken, totals.rejected) == (len(ROWS), 0)


def one_by_one() -> None:
    """Each message by itself, each step by its job."""
    codes = {"水利局": "water", "交通局": "roads", "roads": "roads"}
    for number, kind, title, at, text, place, department, reply, replied in ROWS:
        said = Said(
            text=text, kind=KINDS[kind], channel=Channel.SHEET, title=title, place=place, external_id=number,
            said_at=moment(at), received_at=moment(at),
        )  # fmt: skip
        [taken] = receive_many(by="import", said=[said], source="s").taken
        if reply:
            told = moment(replied) if replied else timezone.now()
            whose = make.department(codes[department]) if department else None
            answers = [ImportedAnswer(taken.case_id, reply, told, whose)]
            record_imported_answers(by="import", answers=answers, source="s")
        run_all()


Picture = dict[str, list[tuple[Any, ...]]]


def picture() -> Picture:
    """All that is stored, by the number of the message instead of ids and without the moments of storing."""
    number_of = dict(Message.objects.values_list("case", "external_id"))

    def lines(rows: Any, *names: str) -> list[tuple[Any, ...]]:
        return sorted(rows.values_list(*names), key=repr)

    untimed = {"answered_at", "ended_at", "last_at"}
    case = [f.attname for f in Case._meta.concrete_fields if f.attname not in {"id", *untimed}]
    message = [f.attname for f in Message._meta.concrete_fields if f.attname not in {"id", "case_id"}]
    guesses = lines(Guess.objects, "message__external_id", "about", "value", "score", "reasons", "method", "decided_by")
    return {
        "cases": lines(Case.objects, "messages__external_id", *case),
        "messages": lines(Message.objects, *message),
        "guesses": sorted(
            (
                (line[0], line[1], number_of[int(line[2])] if line[1] == About.DUPLICATE else line[2], *line[3:])
                for line in guesses
            ),
            key=repr,
        ),
        "bands": lines(Band.objects, "message__external_id", "value", "case__messages__external_id"),
        "answers": lines(Answer.objects, "case__messages__external_id", "version", "text", "department", "source"),
        "steps": lines(Step.objects, "case__messages__external_id", "move", "state", "department"),
        "turns": lines(Assignment.objects, "case__messages__external_id", "department", "due_on"),
        "tallies": lines(
            Tally.objects, "case__messages__external_id", "opened_on", "due_on", "department", "township", "answered",
            "in_time", "solved", "satisfied",
        ),
        "figures": lines(Figure.objects.exclude(whole=0), "period", "by", "key", "measure", "part", "whole"),
        "public": lines(PublicCase.objects, "case"),
        "entries": lines(
            Entry.objects.filter(kind__in=["hear.received", "understand.read", "answer.imported"]), "kind", "actor"
        ),
        "found": [(words, sorted(found(words))) for words in ("水", "停水", "路灯", "light", "贪污", "村支书")],
    }  # fmt: skip


def found(words: str) -> list[str]:
    number_of = dict(Message.objects.values_list("pk", "external_id"))
    return [number_of[pk] or "" for pk in search(SEARCH, words, limit=99)]


def rolled_back(go: Callable[[], None]) -> Picture:
    with transaction.atomic():
        go()
        assert not Job.objects.exists()
        seen = picture()
        transaction.set_rollback(True)
    return seen


@pytest.mark.parametrize("size", [4, 500])
def test_a_sheet_leaves_the_same_rows_as_its_messages_one_by_one(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huiyin.desk.taking.take_batches", partial(take_batches, size=size))
    expected = rolled_back(one_by_one)
    got = rolled_back(lambda: at_once(tmp_path))
    for what, lines in expected.items():
        assert got[what] == lines, what
    assert {len(expected[what]) for what in ("cases", "messages")} == {len(ROWS)}
    assert len(expected["answers"]) == 4 * ROUNDS
    assert len(expected["turns"]) == ROUNDS
    assert any(line[1] == About.DUPLICATE for line in expected["guesses"])
    assert {line[2] for line in expected["guesses"] if line[1] == About.KIND} <= {*PUBLIC_KINDS, Kind.WRONGDOING}


def test_nothing_of_a_batch_is_stored_if_any_of_it_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> int:
        raise OperationalError("disk full")

    monkeypatch.setattr("huiyin.publish.actions.count_new", full)
    with pytest.raises(OperationalError):
        at_once(tmp_path)
    assert not Message.objects.exists()
    assert not Guess.objects.exists()
