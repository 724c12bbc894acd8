"""The command `huiyin`."""


def main() -> None:
    """Run one command."""
