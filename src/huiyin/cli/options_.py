"""`huiyin options`."""

import argparse

from huiyin.web.options import OPTIONS, option


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments."""


def run(given: argparse.Namespace) -> int:
    """Print each setting: name, value in force, sentence."""
    for one in OPTIONS:
        print(f"HUIYIN_{one.name}={option(one.name)}\n    {one.sentence} Default: {one.default or 'empty'}")
    return 0
