"""`huiyin train`: what cannot be learned is left out and named, and only the office's own categories are used."""

from pathlib import Path

import pytest
import time_machine
from django.conf import settings

from huiyin.cli import main
from huiyin.understand.material import model_in_use
from huiyin.understand.models import Trained
from huiyin.understand.rules import About
from tests import make

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "messages" / "cn_messages_type_domain.csv.gz"
pytestmark = pytest.mark.django_db

OURS = [("自来水", "停水了没水用"), ("roads.light", "路灯不亮天黑"), ("Road surface", "路面有坑难走")]
THEIRS = [("城建", "停水了没水用"), ("路灯", "路灯不亮天黑")]


@pytest.fixture(autouse=True)
def office() -> None:
    make.office()


def labelled(folder: Path, labels: list[tuple[str, str]], *, once: tuple[str, ...] = ()) -> str:
    lines = [f"{text} 第{n}次,{label}" for n in range(12) for label, text in labels]
    lines += [f"只有一条,{label}" for label in once]
    path = folder / "标注.csv"
    path.write_text("\n".join(["内容,分类", *lines]), encoding="utf-8")
    return str(path)


def test_names_and_codes_of_our_categories_are_put_to_use(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", labelled(tmp_path, OURS), "--lang", "en"]) == 0
    name = model_in_use(About.CATEGORY)
    assert capsys.readouterr().out == f"{name}: learned from 36 messages, in use from now on.\n"
    assert (settings.DATA / "models" / f"{name}.npz").exists()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "2 labels have a single message each and were left out: 其他, 教育."),
        ("zh", "2 个类别只有一条来信\uff0c没有学\uff1a其他、教育。"),
    ],
)
def test_labels_with_a_single_message_are_left_out_and_named(
    language: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", labelled(tmp_path, OURS, once=("教育", "其他")), "--lang", language]) == 0
    assert said in capsys.readouterr().out
    assert Trained.objects.get().in_use


def test_one_label_is_nothing_to_tell_apart(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = labelled(tmp_path, OURS[:1], once=("教育",))
    for language, said in (("en", "at least two labels with two messages"), ("zh", "至少要有两个类别")):
        assert main(["train", path, "--lang", language]) == 1
        problem = capsys.readouterr().err
        assert said in problem
        assert "教育" in problem
    assert not Trained.objects.exists()


def test_what_the_office_does_not_know_is_kept_but_not_used(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with time_machine.travel("2026-07-01T08:00:00Z", tick=False):  # a model is named by the second
        main(["train", labelled(tmp_path, OURS)])
    used = model_in_use(About.CATEGORY)
    capsys.readouterr()
    assert main(["train", labelled(tmp_path, THEIRS), "--lang", "en"]) == 0
    kept = Trained.objects.exclude(name=used).get()
    said = capsys.readouterr().out
    assert f"kept as {kept.file}, but not put to use: 1 label is no category of this office (城建)." in said
    assert (kept.in_use, model_in_use(About.CATEGORY)) == (False, used)
    assert (settings.DATA / kept.file).exists()


@pytest.mark.data
def test_a_real_file_of_labels_is_learned(capsys: pytest.CaptureFixture[str]) -> None:
    if not DATA.exists():
        pytest.skip("the real data is not beside the checkout")
    assert main(["train", str(DATA), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "not put to use" in said
    assert "left out" in said
    assert not model_in_use(About.CATEGORY)
