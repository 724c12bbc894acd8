"""The office of the invented county: its areas, departments, categories, landmarks and people."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from huiyin.demo.land import Land, Spot
from huiyin.demo.voices import AreaFacts
from huiyin.people.actions import add_account
from huiyin.people.rules import Role
from huiyin.places import actions as places
from huiyin.places import lists
from huiyin.places.rules import Publication

HERE = Path(__file__).parent
BY = "demo"
PASSWORD = "wanghe-demo"  # noqa: S105 - of an invented county, printed at every start

DEMO_SIGN_INS: tuple[tuple[str, str, str], ...] = (
    ("clerk", PASSWORD, "服务中心办事员 · clerk of the service centre"),
    ("water", PASSWORD, "水利局承办人 · handler at the Water Bureau"),
    ("housing", PASSWORD, "住建局承办人 · handler at the Housing Bureau"),
    ("discipline", PASSWORD, "纪委监委承办人 · handler at the discipline office"),
    ("leader", PASSWORD, "领导 · leader"),
    ("admin", PASSWORD, "管理员 · administrator"),
)
_NAMES = {
    "clerk": "马晓兰",
    "water": "陈立",
    "housing": "周敏",
    "discipline": "郑安",
    "leader": "何建国",
    "admin": "管理员",
}


def set_up(land: Land) -> None:
    """Everything that stands before the first message."""
    places.set_office(
        by=BY, name="望禾县", name_en="Wanghe County", is_demo=True, publication=Publication.PUBLIC,
        phone="12345", address="望禾县城关 政务服务中心一楼 1 号窗口", hours="周一至周五 8:30–17:30",
    )  # fmt: skip
    places.add_departments(by=BY, departments=lists.departments((HERE / "departments.csv").read_bytes()))
    places.add_categories(by=BY, categories=lists.categories((HERE / "categories.csv").read_bytes()))
    places.add_areas(
        by=BY,
        areas=[
            places.NewArea(
                p.code, p.name, p.name_en, p.level, p.parent, p.population, p.lat, p.lon, [p.outline]
            )
            for p in land.places
        ],
    )  # fmt: skip
    places.add_landmarks(by=BY, landmarks=_landmarks(land))
    _people()


def _landmarks(land: Land) -> list[places.NewLandmark]:
    lines = [
        places.NewLandmark(_line_kind(line.kind), line.name, line.name_en, line=line.points) for line in land.lines
    ]
    spots = [
        places.NewLandmark(s.kind, s.name, s.name_en, s.village, s.lat, s.lon)
        for spots in land.spots.values()
        for s in spots
    ]
    return lines + spots


def _line_kind(kind: str) -> str:
    return "road" if kind.endswith("road") else kind


def _people() -> None:
    roles = {"clerk": Role.CLERK, "leader": Role.LEADER, "admin": Role.ADMINISTRATOR}
    for username, password, _ in DEMO_SIGN_INS:
        role = roles.get(username, Role.HANDLER)
        add_account(
            by=BY, username=username, name=_NAMES[username], role=role, password=password,
            department="" if username in roles else username,
        )  # fmt: skip


KINDS: Mapping[str, str] = {
    "estate": "estate", "school": "school", "bus": "bus", "market": "market", "clinic": "clinic", "bridge": "bridge",
    "road": "road", "company": "company",
}  # fmt: skip


def areas_of(land: Land) -> list[AreaFacts]:
    """The areas as the voices know them: the named spots of each, its river, its people."""
    rivers = [line.name for line in land.lines if line.kind == "river"]
    by_village: dict[str, list[Spot]] = {}
    for spots in land.spots.values():
        for spot in spots:
            by_village.setdefault(spot.village, []).append(spot)
    return [
        AreaFacts(
            place.code, place.name, place.level, place.parent,
            _names(place.code, by_village.get(place.code, land.spots.get(place.code, [])), rivers),
            float(place.population),
        )
        for place in land.places
    ]  # fmt: skip


def _names(code: str, spots: Sequence[Spot], rivers: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"river": [rivers[sum(map(ord, code)) % len(rivers)]]} if rivers else {}
    for spot in spots:
        found.setdefault(KINDS.get(spot.kind, spot.kind), []).append(spot.name)
    return found
