"""What everybody may see, as JSON: the same as on the pages and never more."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiyin.hear.models import Case
from huiyin.hear.rules import Consent, Kind
from huiyin.places.rules import Publication
from huiyin.publish.actions import count_figures
from tests import make
from tests.programme import build as programme
from tests.publish import build
from tests.web.machine import Machine

pytestmark = pytest.mark.django_db

HOSTILE = ['"', "*", "NEAR(", "AND", "-", ":", "a OR b", '"a" NEAR/2 "b"', "'; DROP TABLE x; --", "^", "{col}:a",
           "\\", "%", "_", "(" * 100, "😀", "水" * 200]  # fmt: skip


@pytest.fixture
def machine() -> Machine:
    build.office()
    return Machine()


def get(machine: Machine, what: str, **asked: Any) -> Any:
    return machine.get(f"/api/v1/{what}", asked)


def ids(machine: Machine, **asked: Any) -> list[int]:
    answer = get(machine, "cases", **asked)
    assert answer.status_code == 200, answer.json()
    return [case["id"] for case in answer.json()["cases"]]


def test_a_case_without_personal_data(machine: Machine) -> None:
    case = build.rated(build.answered(text="柳树村的水黄,我叫李大山,电话13812345678。"))
    build.published(case)
    found = get(machine, f"cases/{case.pk}").json()
    assert (found["id"], found["state"], found["department"], found["people"]) == (case.pk, "solved", "water", 1)
    assert found["answers"][0]["text"]
    assert found["solved"] == [{"said": "yes", "number": 1}]
    assert "13812345678" not in str(found) + get(machine, "cases").content.decode()


@pytest.mark.parametrize(
    "said", [{"consent": Consent.OFFICE}, {"consent": Consent.ANONYMOUS}, {"kind": Kind.WRONGDOING}]
)
def test_what_is_not_public_is_not_there(machine: Machine, said: dict[str, Any]) -> None:
    case = Case.objects.get(pk=make.received("村里的事", **said).case_id)
    build.published(case)
    assert get(machine, f"cases/{case.pk}").status_code == 404
    assert ids(machine) == []


@pytest.mark.parametrize("stage", [Publication.OFFICE, Publication.LEADERS])
def test_before_publication_nothing_comes_out(stage: Publication) -> None:
    build.office(stage)
    machine, case = Machine(), build.case()
    build.published(case)
    for what in ("cases", f"cases/{case.pk}", "figures", "projects", "projects/1"):
        assert get(machine, what).status_code == 404


def test_filters(machine: Machine) -> None:
    water = build.case("柳树村的自来水又黄又浑。", place="柳树村")
    roads = build.handed("roads", text="上沟村的路坏了。", place="上沟村")
    build.published(water, roads)
    assert ids(machine) == [roads.pk, water.pk]
    assert ids(machine, words="自来水") == [water.pk]
    assert ids(machine, area="9902") == [roads.pk]
    assert ids(machine, department="roads") == [roads.pk]
    assert ids(machine, state="in_hand", limit=1) == [roads.pk]
    assert ids(machine, state="solved") == []
    assert ids(machine, kind="question") == []
    assert ids(machine, since="2999-01-01") == ids(machine, until="1999-01-01") == []


def test_pages_follow_each_other(machine: Machine) -> None:
    cases = [build.case(f"第{number}件事") for number in range(5)]
    build.published(*cases)
    seen, after = [], ""
    while after is not None:
        page = get(machine, "cases", limit=2, after=after).json()
        seen += [case["id"] for case in page["cases"]]
        after = page["next"]
    assert seen == [case.pk for case in reversed(cases)]


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_that_is_looked_for_is_an_operator(machine: Machine, words: str) -> None:
    build.published(build.case())
    assert ids(machine, words=words) == []


def test_signs_beside_a_word_do_no_harm(machine: Machine) -> None:
    build.published(case := build.case("柳树村的自来水又黄又浑。"))
    for words in ("水*", '"自来水"', "水 -", "\u202e水", "（水）"):
        assert ids(machine, words=words) == [case.pk]


@pytest.mark.parametrize(
    "asked",
    [
        {"after": "garbage"}, {"after": "2026-13-45_1"}, {"after": "2026-01-01_" + "9" * 30}, {"after": "_"},
        {"since": "yesterday"}, {"since": "99999-01-01"}, {"until": "2026-02-30"}, {"limit": 0}, {"limit": 101},
        {"limit": "9" * 5000}, {"kind": "war"}, {"state": "x"}, {"area": "nowhere"}, {"category": "\u202e"},
        {"department": "1; --"}, {"words": "水" * 201},
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_asked_for(machine: Machine, asked: dict[str, Any]) -> None:
    assert get(machine, "cases", **asked).status_code == 422


@pytest.mark.parametrize("what", ["cases", "projects"])
@pytest.mark.parametrize("number", ["0", "-1", "x", "1.5", "9" * 25, "9" * 5000, "%00", "%ff", "１"])
def test_no_row_has_such_a_number(machine: Machine, what: str, number: str) -> None:
    assert get(machine, f"{what}/{number}").status_code in {400, 404, 422}


def test_figures(machine: Machine) -> None:
    build.published(*(build.rated(build.answered()) for _ in range(11)))
    count_figures(by=make.BY)
    found = get(machine, "figures", by="township").json()
    assert (found["by"], found["minimum"], found["total"]["received"]) == ("township", 10, 11)
    assert found["total"]["solved"]["part"] == 11
    assert 0 < found["total"]["solved"]["low"] < 1
    assert set(found["definitions"]) == {"received", "answered", "in_time", "solved", "satisfied"}


@pytest.mark.parametrize("period", ["", "0", "0000", "2026-13", "2026-1", "x", "2026-07-01", "２０２６", "9" * 40])
def test_no_such_period(machine: Machine, period: str) -> None:
    assert get(machine, "figures", period=period).status_code == 422


def test_a_project_from_the_complaint_to_the_money(machine: Machine) -> None:
    shown, hidden = build.case(), build.case(consent=Consent.OFFICE)
    build.published(shown, hidden)
    project = programme.project(shown, hidden)
    found = get(machine, f"projects/{project.pk}").json()
    assert (found["state"], found["owner"], found["budgeted"], found["paid"]) == ("planned", "roads", 860000.0, 0.0)
    assert found["cases"] == [shown.pk]
    assert [line["id"] for line in get(machine, "projects").json()] == [project.pk]
    assert get(machine, "projects", state="delivered").json() == []
    assert get(machine, "projects/404").status_code == 404


def test_a_page_costs_the_same_however_many_there_are(machine: Machine) -> None:
    build.published(build.case())
    get(machine, "cases")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            get(machine, "cases")
        counts.append(len(queries))
        build.published(*(build.case(f"第{number}件事") for number in range(10)))
    assert counts[0] == counts[1] <= 2
