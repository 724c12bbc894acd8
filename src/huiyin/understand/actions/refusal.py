"""Why something could not be done."""


class NotPossible(ValueError):
    """What was asked for makes no sense now; `code` says why (words.py has the sentence)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
