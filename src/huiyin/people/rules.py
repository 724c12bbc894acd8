"""Roles of the office. A role is a set of rights; there are no other groups."""

from enum import StrEnum


class Role(StrEnum):
    """What a signed-in person is here for."""

    CLERK = "clerk"
    HANDLER = "handler"
    LEADER = "leader"
    ADMINISTRATOR = "administrator"


class NameTaken(Exception):
    """Refused: somebody signs in with that name."""


class LastAdministrator(Exception):
    """Refused: nobody would be left who could let people in."""
