"""Builders for tests. They call the actions, so every fixture is a state that the program can reach."""

from datetime import timedelta
from itertools import count
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from huiyin.answer.actions import send
from huiyin.desk.actions import keep_sheet
from huiyin.desk.sheets import keep_file
from huiyin.handle.actions import assign, set_clocks
from huiyin.handle.rules import Actor
from huiyin.hear.actions import Receipt, receive
from huiyin.hear.models import Case
from huiyin.hear.rules import Consent, Kind, State
from huiyin.hear.said import Said
from huiyin.people.actions import add_account
from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.places import actions as places
from huiyin.places.queries import directory
from huiyin.places.rules import Publication

BY = "test"
_onces = (f"once-{number}" for number in count())


def office(*, publication: Publication = Publication.PUBLIC) -> None:
    """A small office: one county, two townships, three villages; four departments; two category branches."""
    places.set_office(by=BY, name="望禾县", name_en="Wanghe County", is_demo=True, publication=publication)
    new = places.NewArea
    places.add_areas(
        by=BY,
        areas=[
            new("99", "望禾县", "Wanghe County", "county", population=30_000, lat=36.5, lon=101.5),
            new("9901", "清溪镇", "Qingxi Town", "township", "99", 20_000, 36.5, 101.5, _square(101.4, 36.4)),
            new(
                "9902",
                "石坪乡",
                "Shiping Township",
                "township",
                "99",
                10_000,
                36.5,
                101.7,
                _square(101.6, 36.4),
            ),
            new("990101", "柳树村", "Liushu Village", "village", "9901", 2_000, 36.45, 101.45),
            new("990102", "河东社区", "Hedong Community", "village", "9901", 8_000, 36.55, 101.55),
            new("990201", "上沟村", "Shanggou Village", "village", "9902", 1_000, 36.5, 101.7),
        ],
    )
    department = places.NewDepartment
    places.add_departments(
        by=BY,
        departments=[
            department("water", "水利局", "Water Bureau", "水利局"),
            department("roads", "交通局", "Transport Bureau", "交通局"),
            department("housing", "住建局", "Housing Bureau", "住建局"),
            department("discipline", "纪委监委", "Discipline Office", "纪委", is_discipline=True),
        ],
    )
    category = places.NewCategory
    places.add_categories(
        by=BY,
        categories=[
            category("water", "供水排水", "Water"),
            category(
                "water.supply",
                "自来水",
                "Tap water",
                "water",
                "water",
                ("自来水", "停水", "水黄", "tap water"),
            ),
            category("water.drain", "排水", "Drains", "water", "water", ("下水道", "积水", "内涝", "drain")),
            category("roads", "道路交通", "Roads"),
            category("roads.surface", "路面", "Road surface", "roads", "roads", ("坑", "路面", "修路", "pothole")),
            category("roads.light", "路灯", "Street lights", "roads", "housing", ("路灯", "不亮", "street light")),
        ],
    )


def _square(lon: float, lat: float) -> list[list[list[list[float]]]]:
    return [[[[lon, lat], [lon + 0.2, lat], [lon + 0.2, lat + 0.2], [lon, lat + 0.2], [lon, lat]]]]


def account(role: Role = Role.CLERK, *, department: str = "", username: str = "") -> Account:
    """A signed-in-able person of the office; the password is `correct horse battery`."""
    return add_account(
        by=BY, username=username or f"{role}{department}", name=f"{role} {department}".strip(), role=role,
        password="correct horse battery", department=department,
    )  # fmt: skip


def received(text: str = "清溪镇柳树村的自来水又黄又浑,已经三天了。", *, once: str = "", **said: Any) -> Receipt:
    """A resident's message, public unless `consent` says otherwise; `said` are fields of `Said`."""
    words = Said(text=text, **{"consent": Consent.PUBLIC, **said})
    return receive(by="resident", said=words, once=once or next(_onces))


def case(text: str = "清溪镇柳树村的自来水又黄又浑,已经三天了。", *, clock: bool = True, **said: Any) -> Case:
    """The case of a new message, with its clock running if limits are loaded."""
    found = Case.objects.get(pk=received(text, **said).case_id)
    if clock:
        set_clocks(by="calendar", cases=[found.pk])
        found.refresh_from_db()
    return found


def department(code: str) -> int:
    """The id of a department of the small office."""
    return next(d.id for d in directory().departments.values() if d.code == code)


ANSWER = "您好。我们 7 月 1 日换了柳树村的滤芯,又测了三户,水清了。依据《村镇供水工程技术规范》第 9 条,每季度再测一次。"
FULL: Any = {
    "basis": "《村镇供水工程技术规范》第9条",
    "reason": "管网今年没有列入改造",
    "other_help": "可向县民政局申请水费补助",
    "appeal": "60 日内可向县政府申请复核",
}


def answered(found: Case | None = None, *, ending: str = "solved", **said: Any) -> Case:
    """A case with an answer sent by the water bureau."""
    held = found or case(**said)
    if held.state == State.RECEIVED and held.kind != Kind.WRONGDOING:
        held = assign(by=BY, case=held, department=department("water"))
    look_again = timezone.localdate() + timedelta(days=30) if ending == "not_now" else None
    send(by=BY, case=held, text=ANSWER, ending=ending, actor=Actor.HANDLER, look_again_on=look_again, **FULL)
    held.refresh_from_db()
    return held


def kept_sheet(data: bytes = b"text,id\nno water,1\n", *, name: str = "x.csv") -> int:
    """A spreadsheet that waits for a clerk to say what its columns are; its id."""
    path = keep_file(SimpleUploadedFile(name, data))
    owner = account(Role.CLERK, username="owner").pk
    return keep_sheet(by=BY, account=owner, name=path.name, folder=path.parent.name, source="x", language="en")
