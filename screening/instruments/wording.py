"""A wording file: the questions of one form, which an area that holds a permission keeps outside this repository."""

from dataclasses import dataclass

from screening.instruments.definition import RATERS
from screening.instruments.parsing import Fault, Form, Refused, parse

MAX_QUESTION = 500


@dataclass(frozen=True)
class WordingFile:
    """`items`: number → text, for the instrument `code` as `rater` answers it ("" for a single form)."""

    code: str
    rater: str
    items: dict[int, str]
    code_line: int
    rater_line: int
    items_line: int


def read_wording(text: str, *, name: str) -> WordingFile:
    """The questions of a file like `code: sdq`, `rater: teacher`, `items: {1: …}`. Raises Refused."""
    faults: list[Fault] = []
    form = Form(parse(text, name=name), faults)
    wording = WordingFile(
        code=form.code(),
        rater=form.one_of("rater", tuple(RATERS), ""),
        items=read_items(form),
        code_line=form.line("code"),
        rater_line=form.line("rater"),
        items_line=form.line("items"),
    )
    form.done()
    if faults:
        raise Refused(name, faults)
    return wording


def read_items(form: Form) -> dict[int, str]:
    """Numbers from 1 without a gap."""
    items: dict[int, str] = {}
    for word, node in form.named("items").items():
        if not (word.isascii() and word.isdigit() and len(word) <= 3 and int(word)):
            form.faults.append(Fault(node.key_line, f"“{word}” ไม่ใช่เลขข้อ"))
        elif not node.word or len(node.word) > MAX_QUESTION:
            form.faults.append(Fault(node.key_line, f"ข้อ {word} ต้องมีข้อความไม่เกิน {MAX_QUESTION} ตัวอักษร"))
        else:
            items[int(word)] = node.word
    missing = [number for number in range(1, max(items, default=1) + 1) if number not in items]
    if missing:
        form.fault(f"ไม่มีข้อ {', '.join(map(str, missing[:10]))}", "items")
    return items
