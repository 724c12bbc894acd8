"""The tracking code: 80 bits, read aloud, typed with mistakes."""

from hypothesis import given
from hypothesis import strategies as st

from huiyin.hear import codes

KEY = b"a key of the tests"
bodies = st.text(st.sampled_from(codes.ALPHABET), min_size=16, max_size=16)
onces = st.text(min_size=1, max_size=40)


def code_of(body: str) -> str:
    return body + codes._check(body)


@given(onces)
def test_a_code_has_sixteen_plain_characters_and_a_check(once: str) -> None:
    code = codes.derive(KEY, once)
    assert len(code) == 17
    assert not set(code) & set("ILOU")
    assert codes.read(code) == code
    assert codes.derive(KEY, once) == code


def test_a_code_needs_the_key_and_the_whole_form() -> None:
    assert codes.derive(KEY, "a") != codes.derive(b"another key", "a")
    assert codes.derive(KEY, "ab", "c") != codes.derive(KEY, "a", "bc")


def test_the_check_is_the_sum_over_gf32() -> None:
    """By hand: 1 times 2 is 2; 1 in the fifth place weighs 2⁵ = 2² + 1 = 5 with x⁵ + x² + 1; sums are exclusive or."""
    assert codes._check("1" + "0" * 15) == "2"
    assert codes._check("00001" + "0" * 11) == "5"
    assert codes._check("10001" + "0" * 11) == "7"


@given(bodies)
def test_typed_as_people_type(body: str) -> None:
    code = code_of(body)
    shown = codes.shown(code)
    assert [len(part) for part in shown.split("-")] == [4, 4, 4, 4, 1]
    for typed in (
        shown,
        shown.lower(),
        code.replace("0", "O").replace("1", "l"),
        "  " + shown.replace("-", "  "),
        shown.replace("-", "—"),
        "".join(chr(ord(char) + 0xFEE0) for char in code),
        code.replace("1", "i").replace("0", "o"),
    ):
        assert codes.read(typed) == code


@given(bodies, st.integers(0, 16), st.sampled_from(codes.ALPHABET))
def test_one_wrong_character_is_a_typing_error(body: str, at: int, char: str) -> None:
    code = code_of(body)
    changed = code[:at] + char + code[at + 1 :]
    assert codes.is_well_formed(changed) == (changed == code)


@given(bodies, st.integers(0, 15), st.integers(0, 15))
def test_two_exchanged_characters_are_a_typing_error(body: str, one: int, other: int) -> None:
    chars = list(code_of(body))
    chars[one], chars[other] = chars[other], chars[one]
    assert codes.is_well_formed("".join(chars)) == (chars[one] == chars[other])


@given(st.text(max_size=300))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    code = codes.read(typed)
    assert code is None or codes.read(codes.shown(code)) == code


def test_the_digest_tells_nothing_without_the_key() -> None:
    code = codes.derive(KEY, "once")
    assert len(codes.digest(KEY, code)) == 64
    assert codes.digest(KEY, code) != codes.digest(b"another key", code)
    assert codes.digest(KEY, code) != codes.mark(KEY, code)


def test_a_code_typed_at_full_width_is_read() -> None:
    code = codes.derive(b"key", "form")
    wide = codes.shown(code).translate({at: at + 0xFEE0 for at in range(0x21, 0x7F)})
    assert codes.read("\u3000" + wide) == code
