"""Why a file or a line of it was not taken: one code and one clear sentence each, in both languages.

The sentences stand here and not in the translation catalogues because ``huiyin report`` says them
without any set-up.
"""

from collections.abc import Mapping
from dataclasses import dataclass

ENGLISH = "en"
CHINESE = "zh-hans"

FILE_SENTENCES: Mapping[str, Mapping[str, str]] = {
    "not_found": {
        ENGLISH: "There is no file “{name}”. Check the name and the folder.",
        CHINESE: "没有找到文件“{name}”，请核对文件名和所在文件夹。",
    },
    "cannot_open": {
        ENGLISH: "“{name}” cannot be opened. It may be a folder, be in use by another program or be forbidden to you.",
        CHINESE: "“{name}”打不开。它可能是文件夹，正被别的程序占用，或者没有读取权限。",
    },
    "empty": {
        ENGLISH: "“{name}” is empty.",
        CHINESE: "“{name}”是空文件，里面没有内容。",
    },
    "not_text": {
        ENGLISH: "“{name}” is not a table. Please give an .xlsx, .csv or .jsonl file.",
        CHINESE: "“{name}”不是表格。请换成 .xlsx、.csv 或 .jsonl 文件。",
    },
    "picture_or_paper": {
        ENGLISH: "“{name}” is {what}, not a table. Please give an .xlsx, .csv or .jsonl file.",
        CHINESE: "“{name}”不是表格（看内容是 {what}）。请换成 .xlsx、.csv 或 .jsonl 文件。",
    },
    "web_page": {
        ENGLISH: "“{name}” is a web page under a spreadsheet's name. Open it in Excel or WPS and save it as .xlsx.",
        CHINESE: "“{name}”其实是网页，只是用了表格的名字。请用 Excel 或 WPS 打开它，另存为 .xlsx。",
    },
    "password": {
        ENGLISH: "“{name}” is locked with a password. Save it without a password and try again.",
        CHINESE: "“{name}”设了密码。请去掉密码另存一份，再试一次。",
    },
    "damaged": {
        ENGLISH: "“{name}” is damaged or is not a table. Open it in Excel or WPS and save it again as .xlsx.",
        CHINESE: "“{name}”已损坏，或者不是表格。请用 Excel 或 WPS 打开它，另存为 .xlsx。",
    },
    "too_large": {
        ENGLISH: "“{name}” holds {size} MB when unpacked, more than the {limit} MB allowed."
        " Save it as .csv: that has no limit.",
        CHINESE: "“{name}”展开后有 {size} MB，超过了 {limit} MB。请另存为 .csv，.csv 不限大小。",
    },
    "no_rows": {
        ENGLISH: "“{name}” has no line with anything in it.",
        CHINESE: "“{name}”里没有一行有内容。",
    },
    "no_messages": {
        ENGLISH: "“{name}” holds no message: below the heading stand {refused} lines, none of which can be read.",
        CHINESE: "“{name}”里没有来信：表头下面有 {refused} 行，都读不进来。",
    },
    "cannot_write": {
        ENGLISH: "Nothing can be written into “{name}” ({why}). Give another folder.",
        CHINESE: "“{name}”写不进去（{why}）。请换一个文件夹。",
    },
    "no_format": {
        ENGLISH: "“{name}” does not say in which format to write. Its name should end in one of: {known}.",
        CHINESE: "看不出“{name}”要写成什么格式。文件名请用这些结尾：{known}。",
    },
    "no_text_column": {
        ENGLISH: "No column of “{name}” looks like what residents said. Its columns are: {found}."
        " Name the right one, for example --column text=…",
        CHINESE: "在“{name}”里没有认出留言内容是哪一列。现有的列：{found}。请指明是哪一列，例如 --column text=列名",
    },
    "no_such_column": {
        ENGLISH: "“{name}” has no column “{heading}”. Its columns are: {found}.",
        CHINESE: "“{name}”里没有“{heading}”这一列。现有的列：{found}。",
    },
    "no_such_field": {
        ENGLISH: "“{field}” is not something a column can stand for. It can be: {fields}.",
        CHINESE: "“{field}”不是可以对应的项目。可用的项目：{fields}。",
    },
}

LINE_SENTENCES: Mapping[str, Mapping[str, str]] = {
    "no_text": {
        ENGLISH: "Nothing is said in this line.",
        CHINESE: "这一行没有留言内容。",
    },
    "other_words": {
        ENGLISH: "Number “{id}” belongs to a message with other words, from a line above or an earlier import."
        " Give this line a number of its own, or leave it out.",
        CHINESE: "编号“{id}”已经有一条来信，内容和这一行不同（在前面的行里，或者以前接进来过）。"
        "请给这一行换一个编号，或者删去这一行。",
    },
    "too_long": {
        ENGLISH: "The text is longer than {limit} characters; perhaps a quotation mark is missing.",
        CHINESE: "内容超过 {limit} 字，也可能是少了一个引号。",
    },
    "bad_date": {
        ENGLISH: "“{value}” in column “{heading}” is not a date that can be read.",
        CHINESE: "“{heading}”一列的“{value}”看不出是哪一天。",
    },
    "not_yet": {
        ENGLISH: "“{value}” in column “{heading}” lies in the future.",
        CHINESE: "“{heading}”一列的“{value}”还没有到。",
    },
    "bad_coordinates": {
        ENGLISH: "“{value}” in column “{heading}” is not a position on earth.",
        CHINESE: "“{heading}”一列的“{value}”不是有效的经纬度。",
    },
    "wrong_columns": {
        ENGLISH: "This line has {got} columns, the heading has {expected}.",
        CHINESE: "这一行有 {got} 列，表头有 {expected} 列，对不上。",
    },
    "broken_line": {
        ENGLISH: "This line is broken and cannot be read.",
        CHINESE: "这一行的格式坏了，读不出来。",
    },
    "broken_characters": {
        ENGLISH: "Some characters of this line cannot be read.",
        CHINESE: "这一行有读不出的字符。",
    },
    "breaks_off": {
        ENGLISH: "The file breaks off here; what follows is lost.",
        CHINESE: "文件到这里断了，后面的内容没有了。",
    },
}


BETWEEN: Mapping[str, str] = {ENGLISH: ", ", CHINESE: "、"}
"""What stands between the parts of a list."""

LONGEST_LIST = 1000
"""Characters: a sheet may have thousands of columns."""


class NotASheet(Exception):
    """The file as a whole cannot be read as a table of messages; `params` are texts, or lists as tuples of texts."""

    def __init__(self, code: str, **params: str | tuple[str, ...]) -> None:
        self.code = code
        self.params = params
        super().__init__(self.sentence(ENGLISH))

    def sentence(self, language: str = CHINESE) -> str:
        """What is wrong and what to do, for a person."""
        known = _known(language)
        said = {name: _joined(value, known) for name, value in self.params.items()}
        return FILE_SENTENCES[self.code][known].format(**said)


@dataclass(frozen=True, slots=True)
class Refused:
    """A line that was read and not taken. ``line`` counts as the spreadsheet program does, from 1."""

    line: int
    code: str
    raw: Mapping[str, str]
    params: Mapping[str, str]

    @property
    def reason(self) -> str:
        """Why, in English; `sentence` says it in either language."""
        return self.sentence(ENGLISH)

    def sentence(self, language: str = CHINESE) -> str:
        """Why this line was not taken, for a person."""
        return LINE_SENTENCES[self.code][_known(language)].format(**self.params)


def _joined(value: str | tuple[str, ...], language: str) -> str:
    return BETWEEN[language].join(value)[:LONGEST_LIST] if isinstance(value, tuple) else value


def _known(language: str) -> str:
    return CHINESE if language.lower().startswith("zh") else ENGLISH
