"""The command `huiyin`: one table of commands, each a module of this folder."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module

import django


@dataclass(frozen=True)
class Command:
    """One command: its module, one sentence, and whether it needs the office's database."""

    name: str
    sentence: str
    needs_office: bool = True


COMMANDS: tuple[Command, ...] = (
    Command("up", "Start the office: database, pages and worker, on this machine."),
    Command("import", "Take in a spreadsheet: messages, areas, departments or categories."),
    Command("report", "From a spreadsheet alone, a bulletin as one HTML page, a .docx and a PDF.", needs_office=False),
    Command("train", "Train the classifier from a labelled file or from the office's own corrections."),
    Command("classify", "A spreadsheet with what each line is about, how sure that is, and why.", needs_office=False),
    Command("worker", "Do the queued work (reading messages, figures, reminders) until stopped."),
    Command("account", "Add an account of the office; prints the password that was made for it."),
    Command("check", "Look over settings, database and files; say what is wrong in one line each."),
    Command("options", "List every setting of this computer with its value.", needs_office=False),
)


def parser() -> argparse.ArgumentParser:
    """The command line, built from the table."""
    top = argparse.ArgumentParser(prog="huiyin", description="回音: what residents say gets an answer.")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        commands.add_parser(command.name, help=command.sentence, description=command.sentence, add_help=False)
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    known, rest = parser().parse_known_args(words[:1] or ["--help"])
    command = next(c for c in COMMANDS if c.name == known.command)
    if command.needs_office:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.web.settings")
        django.setup()
    module = import_module(f"huiyin.cli.{command.name}_")
    own = argparse.ArgumentParser(prog=f"huiyin {command.name}", description=command.sentence)
    module.add_arguments(own)
    status: int = module.run(own.parse_args([*rest, *words[1:]]))
    return status
