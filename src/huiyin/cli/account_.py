"""`huiyin account`."""

import argparse
import secrets
import sys

from django.db import IntegrityError

from huiyin.people.actions import add_account
from huiyin.people.rules import NameTaken, Role


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Who, in which role, for which department."""
    parser.add_argument("username")
    parser.add_argument("--name", default="", help="the person's name as colleagues see it")
    parser.add_argument("--role", choices=[role.value for role in Role], required=True)
    parser.add_argument("--department", default="", help="code of the department; needed for handlers")


def run(given: argparse.Namespace) -> int:
    """Add the account and print its password once."""
    password = secrets.token_urlsafe(12)
    try:
        add_account(
            by="command", username=given.username, name=given.name or given.username, role=Role(given.role),
            password=password, department=given.department,
        )  # fmt: skip
    except NameTaken:
        return _not_added("that name is taken")
    except IntegrityError:
        return _not_added("a handler belongs to a department")
    except ValueError as problem:
        return _not_added(problem)
    print(f"{given.username}  {password}")
    return 0


def _not_added(reason: object) -> int:
    print(f"Not added: {reason}.", file=sys.stderr)
    return 1
