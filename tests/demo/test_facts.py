"""The lists of the invented county say what the program needs to know."""

from huiyin.demo.facts import DEMO_SIGN_INS, HERE, PASSWORD
from huiyin.places import lists


def test_one_department_alone_receives_reports_of_wrongdoing() -> None:
    departments = lists.departments((HERE / "departments.csv").read_bytes())
    assert [new.code for new in departments if new.is_discipline] == ["discipline"]


def test_every_handler_who_can_sign_in_has_a_department() -> None:
    codes = {new.code for new in lists.departments((HERE / "departments.csv").read_bytes())}
    assert {name for name, _, _ in DEMO_SIGN_INS} - codes == {"clerk", "leader", "admin"}
    assert {password for _, password, _ in DEMO_SIGN_INS} == {PASSWORD}
