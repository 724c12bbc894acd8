"""A locked database or a full disk: 503 and "not received, please try again"; never a code for what was not stored."""

import re
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from PIL import Image
from pytest_django import DjangoDbBlocker, Settings

from huiyin.hear import codes
from huiyin.hear.models import Case, Message
from huiyin.ledger.models import Entry, Job
from huiyin.people.models import Contact
from tests import make, on_file

TEXT = "河东社区的路灯坏了两盏,晚上看不见路。"
LONG = "水" * 19_000
A_CODE = re.compile(rb"(?:[0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]")


@pytest.fixture(params=["alone", "together"])
def file(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: DjangoDbBlocker, settings: Settings
) -> Iterator[Path]:
    """A small office on a file of its own, each action committed alone or together with others."""
    settings.HUIYIN_GROUP_COMMIT = request.param == "together"
    settings.HUIYIN_WRITE_LOCK = str(tmp_path / "write.lock")
    settings.HUIYIN_FILES = tmp_path / "files"
    with on_file.database(tmp_path / "office.sqlite3", django_db_blocker):
        make.office()
        yield tmp_path / "office.sqlite3"


@pytest.fixture
def browser(file: Path) -> Client:
    return Client(raise_request_exception=False)


def tell(client: Client, text: str = TEXT, **more: object) -> HttpResponse:
    given = {"kind": "request", "text": text, "place": "", "consent": "office", "once": "o" * 22, **more}
    return client.post("/tell/", given)  # type: ignore[return-value]


def tell_api(client: Client, text: str = TEXT) -> HttpResponse:
    return client.post(  # type: ignore[return-value]
        "/api/v1/messages", {"text": text, "contact": {"phone": "13800000000"}}, content_type="application/json",
        headers={"Idempotency-Key": "once-upon-a-time"},
    )  # fmt: skip


def rows() -> list[int]:
    return [model.objects.count() for model in (Message, Case, Contact, Entry, Job)]


def is_not_received(answer: HttpResponse) -> bool:
    assert not A_CODE.search(answer.content)
    assert answer.headers["Retry-After"]
    return answer.status_code == 503 and "没收到".encode() in answer.content


def test_a_locked_database_takes_nothing_and_says_so(file: Path, browser: Client) -> None:
    before = rows()
    with on_file.locked(file):
        assert is_not_received(tell(browser))
        answer = tell_api(browser)
        assert (answer.status_code, answer.json()) == (503, {"error": "没收到，请再试一次"})  # type: ignore[attr-defined]
    assert rows() == before


def test_sent_again_after_the_lock_it_is_taken_once(file: Path, browser: Client) -> None:
    with on_file.locked(file):
        assert is_not_received(tell(browser))
    first, second = tell(browser), tell(browser)
    assert A_CODE.findall(first.content)
    assert set(A_CODE.findall(first.content)) == set(A_CODE.findall(second.content))
    assert Message.objects.count() == 1


def test_what_is_there_can_still_be_read_while_it_is_locked(file: Path, browser: Client) -> None:
    code = codes.shown(make.received(TEXT).code)
    with on_file.locked(file):
        assert browser.get(f"/m/{code}/").status_code == 200
        assert is_not_received(browser.post(f"/m/{code}/word/", {"text": "还没来人"}))  # type: ignore[arg-type]
        assert is_not_received(browser.post(f"/m/{code}/withdraw/"))  # type: ignore[arg-type]
    assert Message.objects.count() == 1


def test_a_full_database_takes_nothing_and_says_so(
    file: Path, browser: Client, django_db_blocker: DjangoDbBlocker
) -> None:
    make.received(TEXT)
    with on_file.database(file, django_db_blocker, at_start=on_file.full(file)):
        before = rows()
        assert is_not_received(tell(browser, LONG))
        assert tell_api(browser, LONG).status_code == 503
        assert rows() == before
        assert browser.get("/tell/").status_code == 200
    assert rows() == before
    assert A_CODE.search(tell(browser, LONG).content)


@contextmanager
def no_room_for_files() -> Iterator[None]:
    """No file may grow beyond ten bytes, as on a full disk (the system's error is "too large" instead of "full")."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)


def photo(tmp_path: Path) -> SimpleUploadedFile:
    Image.effect_noise((200, 200), 90).convert("RGB").save(tmp_path / "photo.jpg")
    return SimpleUploadedFile("photo.jpg", (tmp_path / "photo.jpg").read_bytes(), "image/jpeg")


def test_no_room_for_a_photo_takes_nothing_and_leaves_nothing(file: Path, browser: Client, tmp_path: Path) -> None:
    before, sent = rows(), photo(tmp_path)
    with no_room_for_files():
        answer = tell(browser, attached=sent)
    assert is_not_received(answer)
    assert rows() == before
    assert [found for found in (tmp_path / "files").rglob("*") if found.is_file()] == []


def test_a_disk_that_takes_nothing_more(file: Path, browser: Client) -> None:
    """Neither pages nor the interface know of a code when the very file of the database cannot grow."""
    tell(browser, once="p" * 22)
    before = rows()
    with no_room_for_files():
        answers = [tell(browser, LONG), tell_api(browser, LONG)]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert not any(A_CODE.search(answer.content) for answer in answers)
    assert rows() == before
    assert A_CODE.search(tell(browser, LONG).content)


def test_a_database_server_that_is_gone(tmp_path: Path, django_db_blocker: DjangoDbBlocker) -> None:
    """The pages ask a PostgreSQL of which there is not even a socket."""
    gone = {"ENGINE": "django.db.backends.postgresql", "NAME": "office", "HOST": str(tmp_path), "OPTIONS": {}}
    browser = Client(raise_request_exception=False)
    with on_file.elsewhere(gone, django_db_blocker):
        assert is_not_received(tell(browser))
        answers = [
            tell_api(browser), browser.get("/"), browser.get("/api/v1/cases"), browser.get("/nowhere/"),
            browser.get("/office/sign-in/"), browser.post("/office/sign-in/", {"username": "a", "password": "b"}),
            browser.get("/office/morning/", headers={"cookie": "huiyin_session=abcdefghijkl"}),
        ]  # fmt: skip
    assert {answer.status_code for answer in answers} == {503}
