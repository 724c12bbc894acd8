"""Taking a message in: once, whole, verbatim, in few statements."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from huiyin.handle.rules import Facts, rank
from huiyin.hear import codes
from huiyin.hear.access import message_with_code
from huiyin.hear.actions import Receipt, add_word, receive, receive_many
from huiyin.hear.models import Attachment, Case, Message
from huiyin.hear.rules import LONGEST_TEXT, Channel, Consent, Kind, State, first_rank
from huiyin.hear.said import Kept, NotTaken, Said
from huiyin.ledger.models import Entry, Job
from huiyin.ledger.outbox import AFTER
from huiyin.people.models import Contact
from huiyin.people.vault import Reach
from tests import make

TEXT = "河东社区的路灯坏了两盏,晚上看不见路。"


@pytest.fixture
def county(db: None) -> None:
    make.office()


@pytest.fixture
def one_job_follows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(AFTER, "hear.received", ("understand.guess",))


def digest(code: str) -> str:
    return codes.digest(settings.HUIYIN_CODE_KEY.encode(), code)


@pytest.mark.usefixtures("county")
def test_a_message_is_kept_verbatim_with_its_case_and_its_entry() -> None:
    receipt = make.received(TEXT, kind=Kind.REQUEST, place="清溪镇河东社区", title=" 路灯 \n 坏了 ")
    message = Message.objects.get()
    case = message.case
    assert (receipt.message_id, receipt.case_id, receipt.again) == (message.pk, case.pk, False)
    assert (message.text, message.title, message.language, message.channel) == (TEXT, "路灯 坏了", "zh", "web")
    assert (case.title, case.state, case.is_open, case.message_count) == ("路灯 坏了", State.RECEIVED, True, 1)
    assert case.area is not None
    assert case.township is not None
    assert (case.area.name, case.township.name) == ("河东社区", "清溪镇")
    assert message_with_code(digest(receipt.code)) == message
    entry = Entry.objects.get(kind="hear.received")
    assert entry.subject == f"message:{message.pk}"
    assert "路灯" not in str(entry.facts)


@pytest.mark.usefixtures("county", "one_job_follows")
def test_the_plain_message_takes_four_statements_and_a_savepoint() -> None:
    make.received("warm up", place="柳树村")
    with CaptureQueriesContext(connection) as queries:
        make.received(TEXT, place="清溪镇河东社区")
    verbs = [re.search("SELECT|INSERT", q["sql"]) for q in queries if "SAVEPOINT" not in q["sql"]]
    assert [verb and verb.group() for verb in verbs] == ["INSERT", "INSERT", "INSERT", "INSERT"]
    assert len(queries) <= 6
    assert Job.objects.filter(name="understand.guess").count() == 2


@pytest.mark.usefixtures("county")
def test_sending_twice_makes_one_message_and_the_same_code() -> None:
    first = make.received(TEXT, once="token")
    second = make.received(TEXT, once="token")
    assert second == Receipt(first.code, first.message_id, first.case_id, again=True)
    assert Message.objects.count() == Case.objects.count() == Entry.objects.filter(kind="hear.received").count() == 1


@pytest.mark.usefixtures("county")
def test_changed_words_under_the_same_token_are_not_lost() -> None:
    """Who goes back, corrects the words and sends again has said something else; nobody gets another's code."""
    first = make.received(TEXT, once="token")
    second = make.received(TEXT + "求修!", once="token")
    assert not second.again
    assert second.code != first.code
    assert Message.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_eight_at_the_same_moment_make_one_message() -> None:
    def send(_: int) -> Receipt:
        try:
            return receive(by="resident", said=Said(text=TEXT), once="token")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(send, range(8)))
    assert len({receipt.code for receipt in receipts}) == 1
    assert sorted(receipt.again for receipt in receipts) == [False] + [True] * 7
    assert Message.objects.count() == Case.objects.count() == 1


@pytest.mark.usefixtures("county")
def test_a_contact_is_sealed_and_apart() -> None:
    receipt = make.received(TEXT, reach=Reach(phone="13800000000"))
    message = Message.objects.get(pk=receipt.message_id)
    assert message.contact is not None
    assert b"138" not in bytes(message.contact.sealed)


@pytest.mark.usefixtures("county")
def test_of_an_anonymous_sender_no_contact_is_kept() -> None:
    make.received(TEXT, reach=Reach(phone="13800000000"), consent=Consent.ANONYMOUS)
    assert not Contact.objects.exists()


@pytest.mark.usefixtures("county")
def test_files_are_rows_of_the_message() -> None:
    kept = Kept("ab/abcd.jpg", "image/jpeg", 1234, 640, 480)
    receipt = make.received(TEXT, files=(kept,))
    row = Attachment.objects.get(message=receipt.message_id)
    assert (row.file, row.media_type, row.size, row.width, row.height) == (
        "ab/abcd.jpg", "image/jpeg", 1234, 640, 480,
    )  # fmt: skip


@pytest.mark.usefixtures("county")
def test_the_same_as_mine_joins_the_open_public_case() -> None:
    first = make.received(TEXT)
    second = make.received("我家门口的路灯也不亮", same_as=first.case_id)
    assert second.case_id == first.case_id
    assert Case.objects.get().message_count == 2
    assert make.received("我家门口的路灯也不亮", same_as=404).case_id != first.case_id


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("said", [{"consent": Consent.OFFICE}, {"kind": Kind.WRONGDOING}])
def test_nobody_joins_a_case_that_is_not_public(said: dict[str, str]) -> None:
    first = make.received(TEXT, **said)
    assert make.received("一样", same_as=first.case_id).case_id != first.case_id


@pytest.mark.usefixtures("county")
def test_nobody_joins_a_case_that_has_ended() -> None:
    first = make.received(TEXT)
    Case.objects.update(is_open=False, state=State.SOLVED)
    assert make.received("一样", same_as=first.case_id).case_id != first.case_id


@pytest.mark.usefixtures("county")
def test_a_report_of_wrongdoing_joins_nothing_and_is_never_public() -> None:
    first = make.received(TEXT)
    receipt = make.received("村主任收了钱", kind=Kind.WRONGDOING, same_as=first.case_id)
    assert receipt.case_id != first.case_id
    assert Message.objects.get(pk=receipt.message_id).consent == Consent.OFFICE


@pytest.mark.usefixtures("county")
def test_a_spot_on_the_map_gives_the_area() -> None:
    receipt = make.received(TEXT, lat=36.5, lon=101.7)
    area = Case.objects.get(pk=receipt.case_id).area
    assert area is not None
    assert area.name == "石坪乡"


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("text", ["", "  \n ", "\x00\x07", "\ud800"])
def test_nothing_said_is_not_stored(text: str) -> None:
    with pytest.raises(NotTaken, match="empty"):
        make.received(text)
    assert not Message.objects.exists()
    assert not Case.objects.exists()


@pytest.mark.usefixtures("county")
def test_too_long_is_refused_and_never_cut() -> None:
    with pytest.raises(NotTaken, match="too_long"):
        make.received("水" * 1_000_000)
    make.received("水" * LONGEST_TEXT)
    assert Message.objects.get().text == "水" * LONGEST_TEXT


@pytest.mark.usefixtures("county")
def test_hostile_text_is_stored_without_what_breaks_or_hides() -> None:
    make.received("水\x00黄\ud83d了\u202egnp.exe\u2066 😀\r\n完", title="a\x00b", place="\ud800河")
    message = Message.objects.get()
    assert message.text == "水黄了gnp.exe 😀\n完"
    assert (message.title, message.place) == ("ab", "河")


@pytest.mark.usefixtures("county")
def test_a_new_case_stands_where_its_age_puts_it() -> None:
    opened = datetime(2026, 3, 1, 12, tzinfo=UTC)
    fresh = Facts(urgency=0, people=1, support=0, reopened=0, bad_ratings=0, opened_at=opened)
    assert first_rank(opened) == pytest.approx(rank(fresh))
    make.received(TEXT, received_at=opened)
    assert Case.objects.get().rank == pytest.approx(first_rank(opened))
    assert Case.objects.get().opened_at == opened


def batch(number: int, source: str = "sheet") -> list[Said]:
    return [
        Said(text=f"第{n}件:{TEXT}", channel=Channel.SHEET, external_id=f"{source}-{n}", up=n) for n in range(number)
    ]


@pytest.mark.usefixtures("county", "one_job_follows")
def test_a_batch_is_stored_once() -> None:
    said = batch(60)
    result = receive_many(by="import", said=[*said, said[0], Said(text=" ")], source="list.xlsx")
    assert [taken.at for taken in result.taken] == list(range(60))
    assert (result.already, result.refused) == ((60,), ((61, "empty"),))
    assert Message.objects.count() == Case.objects.count() == 60
    for taken in result.taken:
        message = Message.objects.get(pk=taken.message_id)
        assert (message.case_id, message.external_id, message.up) == (taken.case_id, f"sheet-{taken.at}", taken.at)
        assert message.code_digest is None
    assert Job.objects.filter(name="understand.guess").count() == 60
    again = receive_many(by="import", said=said, source="list.xlsx")
    assert again.taken == ()
    assert again.already == tuple(range(60))
    assert len(receive_many(by="import", said=said, source="another.xlsx").taken) == 60


@pytest.mark.usefixtures("county", "one_job_follows")
def test_five_hundred_take_few_statements() -> None:
    receive_many(by="import", said=batch(1, "warm"), source="warm")
    with CaptureQueriesContext(connection) as queries:
        receive_many(by="import", said=batch(500), source="list.xlsx")
    assert len(queries) <= 50


@pytest.mark.usefixtures("county")
def test_what_was_said_elsewhere_keeps_its_age() -> None:
    said_at = timezone.now() - timedelta(days=100)
    [taken] = receive_many(by="import", said=[Said(text=TEXT, said_at=said_at)], source="list.xlsx").taken
    case = Case.objects.get(pk=taken.case_id)
    assert case.opened_at == said_at
    future = timezone.now() + timedelta(days=100)
    [taken] = receive_many(by="import", said=[Said(text=TEXT, said_at=future)], source="list.xlsx").taken
    assert Case.objects.get(pk=taken.case_id).opened_at <= timezone.now()


@pytest.mark.usefixtures("county")
def test_a_further_word_belongs_to_the_first_message() -> None:
    receipt = make.received(TEXT, consent=Consent.PUBLIC, kind=Kind.QUESTION)
    word = add_word(by="resident", code=receipt.code, said=Said(text="第三盏也坏了"), once="w")
    assert add_word(by="resident", code=receipt.code, said=Said(text="第三盏也坏了"), once="w") == word
    row = Message.objects.get(pk=word)
    assert (row.added_to_id, row.case_id) == (receipt.message_id, receipt.case_id)
    assert (row.kind, row.consent, row.code_digest) == (Kind.QUESTION, Consent.PUBLIC, None)
    assert Case.objects.get().message_count == 1
    assert Entry.objects.filter(kind="hear.word_added").count() == 1


@pytest.mark.usefixtures("county")
def test_a_word_needs_a_known_code_and_words() -> None:
    receipt = make.received(TEXT)
    with pytest.raises(Message.DoesNotExist):
        add_word(by="resident", code="0" * 17, said=Said(text="x"), once="w")
    with pytest.raises(NotTaken):
        add_word(by="resident", code=receipt.code, said=Said(text=" "), once="w")
