"""The office makes and carries on a project; the resident who complained has the last word, with a photo."""

import io
import re

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from huiyin.hear import codes
from huiyin.hear.models import Case, Message
from huiyin.hear.rules import Kind
from huiyin.ledger.models import Entry
from huiyin.people.models import Account
from huiyin.people.rules import Role
from huiyin.places.models import Department
from huiyin.programme import actions, queries
from huiyin.programme.models import Funding, Project, Word
from huiyin.programme.rules import NotAllowed
from huiyin.understand.actions import merge
from huiyin.understand.models import HotIssue
from tests import make
from tests.programme import build

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> None:
    make.office()


def signed_in(role: Role, department: str = "") -> Client:
    client = Client()
    name = f"{role}{department}{Account.objects.count()}"
    client.force_login(make.account(role, department=department, username=name))
    return client


def filled(**changes: object) -> dict[str, object]:
    day = build.TODAY().replace(year=build.TODAY().year + 1)
    owner = Department.objects.get(code="roads").pk
    given: dict[str, object] = {
        "title": "卫生院门前的路", "purpose": "救护车进得来", "owner": owner, "area": "", "milestone": "路基完成",
        "milestone_due": day.isoformat(), "amount": "860000", "source": "县级财政", "promise": "修好",
        "by_day": day.isoformat(),
    }  # fmt: skip
    return given | changes


def test_a_clerk_makes_a_project_of_a_case() -> None:
    case, clerk = build.case(), signed_in(Role.CLERK)
    address = reverse("start_project", args=[case.pk])
    assert case.title in clerk.get(address).content.decode()
    answer = clerk.post(address, filled())
    project = Project.objects.get()
    assert answer.headers["Location"] == reverse("office_project", args=[project.pk])
    assert queries.project(project.pk).cases == (case.pk,)


def hot(*cases: Case) -> None:
    """Cases of one hot issue, as the nightly watch stores it."""
    now = timezone.now()
    issue = HotIssue.objects.create(
        day=build.TODAY(), place_rank=1, title="路坏了", heat=1.0, first_at=now, last_at=now, message_count=len(cases)
    )
    issue.cases.set(cases)


def test_a_project_is_made_of_several_cases_that_are_ticked_or_named() -> None:
    first, second, third, joined = (build.case(text) for text in ("路坏了。", "路上有坑。", "路难走。", "又有坑。"))
    merge(by=make.BY, cases=[joined], into=third)
    hot(first, second)
    clerk, address = signed_in(Role.CLERK), reverse("start_project", args=[first.pk])
    assert second.title in clerk.get(address).content.decode()
    given = filled(also=[second.pk], numbers=f"{first.pk}\uff0c{joined.pk}")
    clerk.post(address, given)
    project = Project.objects.get()
    assert queries.project(project.pk).cases == (first.pk, second.pk, third.pk)
    for case in (first, second, third):
        assert [line.id for line in queries.projects_of_case(case.pk)] == [project.pk]


@pytest.mark.parametrize("numbers", ["999", "12a", "-1", "1" * 30, "1 " * 51])
def test_a_number_that_is_no_case_makes_no_project(numbers: str) -> None:
    case, clerk = build.case(), signed_in(Role.CLERK)
    page = clerk.post(reverse("start_project", args=[case.pk]), filled(numbers=numbers))
    assert page.status_code == 422
    assert not Project.objects.exists()


def test_cases_are_added_once_and_taken_out_until_their_residents_had_a_word() -> None:
    first, second = build.case(), build.case("路上有坑。")
    project, clerk = build.project(first), signed_in(Role.CLERK)
    address = reverse("office_project", args=[project.pk])
    given = {"do": "add", "numbers": str(second.pk), "once": "o" * 22}
    assert [clerk.post(address, given).status_code for _ in range(2)] == [302, 302]
    assert Entry.objects.filter(kind="programme.case_linked", subject=f"case:{second.pk}").count() == 1
    assert queries.project(project.pk).cases == (first.pk, second.pk)
    assert clerk.post(address, {"do": "take_out", "case": second.pk}).status_code == 302
    assert clerk.post(address, {"do": "take_out", "case": first.pk}).status_code == 409
    assert queries.project(project.pk).cases == (first.pk,)
    clerk.post(address, given | {"once": "p" * 22})
    actions.report_delivered(by=make.BY, project=project, said="完工了。", on=build.TODAY())
    actions.residents_word(project=project.pk, message=build.first(second), word="dispute", text="还差 80 米")
    assert clerk.post(address, {"do": "take_out", "case": second.pk}).status_code == 409
    assert queries.project(project.pk).cases == (first.pk, second.pk)


def test_nobody_adds_a_case_that_they_may_not_see() -> None:
    project, secret, others = build.project(), build.case("有人收钱。", kind=Kind.WRONGDOING), build.case("停水。")
    address = reverse("office_project", args=[project.pk])
    for client, number in [
        (signed_in(Role.CLERK), secret.pk), (signed_in(Role.HANDLER, "roads"), others.pk), (signed_in(Role.CLERK), 99),
    ]:  # fmt: skip
        page = client.post(address, {"do": "add", "numbers": str(number)})
        assert page.status_code == 422
        assert str(number) in page.content.decode()
    with pytest.raises(NotAllowed, match="closed_road"):
        actions.add_cases(by=make.BY, project=project, cases=[secret])
    assert len(queries.project(project.pk).cases) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"amount": "0"}, {"amount": "x"}, {"amount": "9" * 20}, {"by_day": "2020-01-01"}, {"by_day": ""}, {"owner": "999"},
     {"owner": "x"}, {"title": ""}, {"title": "长" * 201}, {"area": "\x00"}],
)  # fmt: skip
def test_a_form_that_is_wrong_makes_nothing(wrong: dict[str, object]) -> None:
    case, clerk = build.case(), signed_in(Role.CLERK)
    assert clerk.post(reverse("start_project", args=[case.pk]), filled(**wrong)).status_code == 422
    assert not Project.objects.exists()


def test_who_may_make_and_carry_on() -> None:
    case, secret = build.case(), build.case("有人收钱。", kind=Kind.WRONGDOING)
    project = build.project(case)
    start, carry_on = reverse("start_project", args=[case.pk]), reverse("office_project", args=[project.pk])
    expected = {
        (Role.CLERK, ""): (200, 200),
        (Role.LEADER, ""): (200, 200),
        (Role.HANDLER, "roads"): (403, 200),
        (Role.HANDLER, "water"): (403, 404),
        (Role.ADMINISTRATOR, ""): (403, 403),
    }
    for (role, department), statuses in expected.items():
        client = signed_in(role, department)
        assert (client.get(start).status_code, client.get(carry_on).status_code) == statuses, (role, department)
    assert Client().get(start).status_code == Client().get(carry_on).status_code == 302
    assert signed_in(Role.LEADER).get(reverse("start_project", args=[secret.pk])).status_code == 404


def test_the_owner_pays_reaches_promises_reports_and_answers() -> None:
    case = build.case()
    project = build.project(case)
    owner, address = signed_in(Role.HANDLER, "roads"), reverse("office_project", args=[project.pk])
    today, milestone = build.TODAY().isoformat(), queries.project(project.pk).milestones[0].id

    def does(status: int = 302, **given: object) -> None:
        assert owner.post(address, given).status_code == status, given

    does(do="pay", amount="550000.50", source="县级财政", on=today)
    does(do="pay", amount="-5", source="县级财政", on=today, status=422)
    does(do="pay", amount="5", source="县级财政", on="2999-01-01", status=422)
    does(do="milestone", milestone=milestone, on=today)
    does(do="milestone", milestone=milestone, on=today, status=409)
    does(do="promise", text="雨季之后", by_day="2999-01-01")
    does(do="reply", word=1, reply="没有人说", status=409)
    does(do="report", said="完工了", on=today)
    does(do="report", said="完工了", on=today, status=409)
    does(do="nothing", status=200)
    actions.residents_word(project=project.pk, message=build.first(case), word="dispute", text="还差 80 米")
    assert "还差 80 米" in owner.get(address).content.decode()
    does(do="reply", word=Word.objects.get().pk, reply="补好了")
    facts = queries.project(project.pk)
    assert (facts.line.state, len(facts.promises), Funding.objects.count()) == ("reported", 2, 2)


def token(page: str, do: str) -> str:
    """The token that a form of the office's page carries."""
    (found,) = re.findall(rf'name="do" value="{do}"><input type="hidden" name="once" value="([^"]+)"', page)
    return str(found)


def test_what_is_sent_twice_is_stored_once_and_answered_alike() -> None:
    project = build.project(build.case())
    owner, address = signed_in(Role.HANDLER, "roads"), reverse("office_project", args=[project.pk])
    today = build.TODAY().isoformat()
    doings: dict[str, dict[str, object]] = {
        "pay": {"amount": "550000", "source": "县级财政", "on": today},
        "milestone": {"milestone": queries.project(project.pk).milestones[0].id, "on": today},
        "promise": {"text": "雨季之后", "by_day": "2999-01-01"},
        "report": {"said": "完工了", "on": today},
    }
    for do, said in doings.items():
        sent = {"do": do, "once": token(owner.get(address).content.decode(), do), **said}
        stored = []
        for _ in range(2):
            answer = owner.post(address, sent)
            assert (answer.status_code, answer.headers["Location"]) == (302, address), do
            stored.append((Funding.objects.count(), queries.project(project.pk), Entry.objects.count()))
        assert stored[0] == stored[1], do
    sent = {"do": "pay", **doings["pay"]}
    owner.post(address, sent | {"once": token(owner.get(address).content.decode(), "pay")})
    assert Funding.objects.count() == 3, "the same sum paid again, from a new page, is a further payment"


def test_a_project_is_made_once_of_one_form() -> None:
    case, clerk = build.case(), signed_in(Role.CLERK)
    address = reverse("start_project", args=[case.pk])
    (once,) = re.findall(r'name="once" value="([^"]+)"', clerk.get(address).content.decode())
    answers = [clerk.post(address, filled(once=once)) for _ in range(2)]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert Project.objects.count() == 1
    clerk.post(address, filled(once=once, title="另一条路"))
    assert Project.objects.count() == 2, "changed words are a new form"


def test_a_dispute_with_a_photo_sent_twice_is_stored_once(client: Client) -> None:
    case = build.case()
    project, code = build.reported(case), coded(case)
    page = client.get(reverse("my_message", args=[code])).content.decode()
    (once,) = re.findall(r'stack tight"><input type="hidden" name="once" value="([^"]+)">', page)
    for _ in range(2):
        sent = {"word": "dispute", "text": "还差一段", "photo": photo(), "once": once}
        answer = client.post(reverse("project_word", args=[code, project.pk]), sent)
        assert (answer.status_code, answer.headers["Location"]) == (303, reverse("my_message", args=[code]))
    assert Word.objects.count() == 1


def coded(case: Case) -> str:
    """The tracking code of a case's first message, as in its address."""
    key = settings.HUIYIN_CODE_KEY.encode()
    code = codes.derive(key, "a", str(case.pk))
    Message.objects.filter(pk=build.first(case).pk).update(code_digest=codes.digest(key, code))
    return codes.shown(code)


def photo() -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "grey").save(out, "PNG")
    return SimpleUploadedFile("路.png", out.getvalue(), "image/png")


def test_a_resident_disputes_with_a_photo_that_everybody_sees(client: Client) -> None:
    case = build.case()
    project, code = build.reported(case), coded(case)
    address = reverse("project_word", args=[code, project.pk])
    answer = client.post(address, {"word": "dispute", "text": "我叫张小明,13800138000,还差一段", "photo": photo()})
    assert (answer.status_code, answer.headers["Location"]) == (303, reverse("my_message", args=[code]))
    page = client.get(reverse("project", args=[project.pk])).content.decode()
    assert "还差一段" in page
    assert "13800138000" not in page
    assert "张小明" not in page
    picture = client.get(reverse("project_photo", args=[project.pk, Word.objects.get().pk]))
    assert picture.headers["Content-Type"].startswith("image/")
    assert b"".join(picture.streaming_content)[:2] == b"\xff\xd8"  # type: ignore[attr-defined]
    assert client.get(reverse("project_photo", args=[project.pk, 999])).status_code == 404


def test_only_with_the_code_of_a_case_behind_it(client: Client) -> None:
    case, other = build.case(), build.case("路灯不亮。")
    project = build.reported(case)
    for code in (coded(other), "XXXX", codes.shown(codes.derive(b"k", "x"))):
        assert client.post(reverse("project_word", args=[code, project.pk]), {"word": "confirm"}).status_code == 404
    assert client.get(reverse("project_word", args=[coded(case), project.pk])).status_code == 405
    assert not Word.objects.exists()


def test_what_is_no_photo_keeps_the_words(client: Client) -> None:
    case = build.case()
    project = build.reported(case)
    address = reverse("project_word", args=[coded(case), project.pk])
    bad = SimpleUploadedFile("x.png", b"%PDF-1.4 not a photo", "image/png")
    answer = client.post(address, {"word": "dispute", "text": "还差一段", "photo": bad})
    assert answer.status_code == 422
    assert "还差一段" in answer.content.decode()
    assert client.post(address, {"word": "maybe"}).status_code == 422
    assert not Word.objects.exists()
