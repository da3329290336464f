"""What stands in the fields of an instrument's sheet: names, values, and what two people typed into them."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from screening.instruments.definition import TOTAL, Definition, Extra

UNKNOWN = -1  # "?": the paper cannot be read or was not answered
UNKNOWN_MARKS = frozenset("?-/")
_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_WAS = re.compile(r"([0-9]{1,9})\.([0-9?,\-]{0,600})")

# key of a field -> what is in it; None: empty
Cells = dict[str, int | None]


@dataclass(frozen=True)
class Field:
    """One column of the sheet. `allowed` are the values the paper can hold."""

    key: str
    head: str
    name: str
    allowed: range | frozenset[int]
    is_item: bool = False

    @property
    def width(self) -> int:
        """Digits of the largest value."""
        return len(str(max(self.allowed)))

    def says(self) -> str:
        values = sorted(self.allowed)
        if values == list(range(values[0], values[-1] + 1)) and len(values) > 2:
            return f"{values[0]}–{values[-1]}"
        return " หรือ ".join(map(str, values))


@dataclass(frozen=True)
class Keyed:
    """One child's fields as somebody sent them, with the version and the values that her page was made from."""

    cells: Cells = field(default_factory=dict)
    version: int = 0
    was: Cells = field(default_factory=dict)

    def is_empty(self) -> bool:
        return not self.cells


def item_fields(definition: Definition, rater: str) -> tuple[Field, ...]:
    """A column per item and per extra question that the result hangs on; the back page has columns of its own."""
    values = frozenset(definition.values)
    items = [Field(str(at), str(at), f"ข้อ {at}", values, is_item=True) for at in range(1, definition.item_count + 1)]
    return (*items, *(extra_field(one) for one in weighty_extras(definition, rater)))


def back_fields(definition: Definition, rater: str) -> tuple[Field, ...]:
    """The back page (SDQ's impact): a column per question that only a supplement counts. Empty for most papers."""
    weighty = {one.code for one in weighty_extras(definition, rater)}
    asked = definition.extras_for(rater) if definition.supplements else ()
    return tuple(extra_field(one) for one in asked if one.code not in weighty)


def legend(definition: Definition, rater: str) -> list[tuple[str, str]]:
    """(question, what its digits stand for) of the back page."""
    asked = {one.code: one for one in definition.extras_for(rater)}
    back = [asked[one.key[1:]] for one in back_fields(definition, rater)]
    return [(one.label, " · ".join(f"{choice.value} = {choice.label}" for choice in one.choices)) for one in back]


def extra_field(extra: Extra) -> Field:
    return Field(extra_key(extra.code), extra.label, extra.label, frozenset(one.value for one in extra.choices))


def extra_key(code: str) -> str:
    return f"X{code}"  # codes are lower case: never a score's


def weighty_extras(definition: Definition, rater: str) -> list[Extra]:
    """Those that add to the total or call for somebody at once."""
    told = {at.code for rule in definition.rules for at in rule.when if at.kind == "extra"}
    return [one for one in definition.extras_for(rater) if one.adds_to == TOTAL or one.code in told]


def total_fields(definition: Definition) -> tuple[Field, ...]:
    return tuple(
        Field(one.code, one.short, one.name, range(one.min_score, one.max_score + 1))
        for one in definition.entry_scales()
    )


# -- names and values -------------------------------------------------------------------------------------------


def cell_name(sid: str, key: str) -> str:
    return f"c-{sid}-{key}"


def was_name(sid: str) -> str:
    return f"was-{sid}"


def shown(value: int | None) -> str:
    return "" if value is None else "?" if value == UNKNOWN else str(value)


def was_value(version: int, fields: Sequence[Field], cells: Mapping[str, int | None]) -> str:
    """ "3.0120-?": the row's version and its fields; scores of more than one digit stand between commas."""
    values = [shown(cells.get(one.key)) for one in fields]
    if all(one.width == 1 for one in fields):
        return f"{version}.{''.join(value or '-' for value in values)}"
    return f"{version}.{','.join(values)}"


def read_was(value: str, fields: Sequence[Field]) -> tuple[int, Cells]:
    """(version, cells) of a value made by `was_value`; an empty row for anything else."""
    found = _WAS.fullmatch(value)
    if found is None:
        return 0, {}
    parts = list(found[2]) if all(one.width == 1 for one in fields) else found[2].split(",")
    if len(parts) != len(fields):
        return 0, {}
    cells: Cells = {}
    for one, part in zip(fields, parts, strict=True):
        cells[one.key] = UNKNOWN if part == "?" else int(part) if part.isdigit() else None
    return int(found[1]), cells


def value_of(text: str, one: Field) -> int | None:
    """What was typed into a field; ValueError for what the paper cannot hold."""
    text = text.strip().translate(_THAI_DIGITS)
    if not text:
        return None
    if one.is_item and text in UNKNOWN_MARKS:
        return UNKNOWN
    if not (text.isascii() and text.isdigit() and len(text) <= 4) or int(text) not in one.allowed:
        raise ValueError(text)
    return int(text)


def read(sent: Mapping[str, str], sid: str, fields: Iterable[Field]) -> tuple[Keyed, list[Field]]:
    """What was sent for one child, and the fields that hold what the paper cannot."""
    fields = list(fields)
    cells: Cells = {}
    wrong = []
    for one in fields:
        text = sent.get(cell_name(sid, one.key))
        if text is None:
            continue
        try:
            cells[one.key] = value_of(text, one)
        except ValueError:
            wrong.append(one)
    version, was = read_was(sent.get(was_name(sid), ""), fields)
    return Keyed(cells, version, was), wrong


def merge(typed: Mapping[str, int | None], *, was: Mapping[str, int | None], stored: Cells) -> tuple[Cells, list[str]]:
    """(cells to keep, keys that two people set differently), cell by cell as in `scoring.merge`."""
    merged, conflicts = dict(stored), []
    for key, mine in typed.items():
        before, theirs = was.get(key), stored.get(key)
        if mine in (before, theirs):
            continue
        if theirs == before:
            merged[key] = mine
        else:
            conflicts.append(key)
    return merged, conflicts


def is_filled(cells: Mapping[str, int | None], keys: Collection[str]) -> bool:
    return bool(keys) and all(cells.get(key) is not None for key in keys)
