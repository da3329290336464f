"""The part of an instrument's file that tells which answers add up to which score."""

from collections.abc import Iterable

from screening.instruments.definition import (
    TOTAL,
    Choice,
    Composite,
    Definition,
    Extra,
    Scale,
    Subscale,
    Supplement,
)
from screening.instruments.parsing import Fault, Form


def read_subscales(definition: Definition, form: Form) -> tuple[Subscale, ...]:
    """Each with items that no other subscale has; together they hold every item."""
    found: list[Subscale] = []
    home: dict[int, str] = {}
    for one in form.forms("subscales"):
        code = new_code(one, [other.code for other in found])
        items = own_items(one, code, home, definition.item_count)
        low, high = item_range(definition, items)
        found.append(
            Subscale(
                code=code,
                name=one.text("name", most=80),
                short=one.text("short", most=30),
                min_score=low,
                max_score=high,
                items=items,
                counts_in_total=one.is_yes("in_total", default=True),
                is_strength=one.is_yes("strength", default=False),
            )
        )
        if found[-1].is_strength and found[-1].counts_in_total:
            one.fault("ด้านที่เป็นจุดแข็งไม่รวมในคะแนนปัญหา ใส่ in_total: no", "strength")
    for number in range(1, definition.item_count + 1):
        if found and number not in home:
            form.fault(f"ข้อ {number} ไม่อยู่ในด้านใด", "subscales")
    return tuple(found)


def new_code(form: Form, taken: Iterable[str]) -> str:
    code = form.code()
    if code in taken or code == TOTAL:
        form.fault(f"รหัส “{code}” ใช้แล้ว", "code")
    return code


def own_items(form: Form, code: str, home: dict[int, str], count: int) -> tuple[int, ...]:
    """The items of a subscale; one that another subscale counts already is a fault on its line."""
    items = []
    for number, line in form.numbers("items", low=1, high=count):
        if number in home:
            form.faults.append(Fault(line, f"ข้อ {number} นับสองครั้ง (ใน {home[number]} และ {code})"))
        elif 1 <= number <= count:
            home[number] = code
            items.append(number)
    return tuple(items)


def item_range(definition: Definition, items: Iterable[int]) -> tuple[int, int]:
    """(lowest, highest) sum of these items."""
    values = definition.values or (0,)
    weights = [definition.weights.get(number, 1) for number in items]
    return sum(weights) * min(values), sum(weights) * max(values)


def read_composites(definition: Definition, form: Form) -> tuple[Composite, ...]:
    known = {one.code: one for one in definition.subscales}
    found: list[Composite] = []
    for one in form.forms("composites"):
        code = new_code(one, [*known, *(other.code for other in found)])
        parts = one.words("of", list(known))
        found.append(
            Composite(
                code=code,
                name=one.text("name", most=80),
                short=one.text("short", most=30),
                min_score=sum(known[part].min_score for part in parts),
                max_score=sum(known[part].max_score for part in parts),
                parts=parts,
            )
        )
    return tuple(found)


def read_extras(definition: Definition, form: Form) -> tuple[Extra, ...]:
    found: list[Extra] = []
    for one in form.forms("extras"):
        codes = [other.code for other in found]
        only_if = one.number("only_if", low=1, high=definition.item_count, default=0)
        found.append(
            Extra(
                code=new_code(one, codes),
                label=one.text("label", most=60),
                choices=read_choices(one),
                raters=one.words("raters", definition.raters, needed=False) or definition.raters,
                adds_to=one.code("adds_to") if one.has("adds_to") else "",
                only_if=only_if or None,
                after=one.one_of("after", codes, ""),
            )
        )
    return tuple(found)


def read_choices(form: Form) -> tuple[Choice, ...]:
    """Rows of [value, label] or [value, label, points]."""
    choices: dict[int, Choice] = {}
    for row in form.rows("choices", width=3, least=2):
        first, label, *points = row.items or ()
        value = form.integer(first, "choices", 0, 9)
        if value in choices:
            form.faults.append(Fault(row.line, f"คำตอบ {value} ซ้ำ"))
        choices[value] = Choice(value, label.word, form.integer(points[0], "choices", 0, 99) if points else 0)
    return tuple(choices.values())


def extra_range(extras: Iterable[Extra], code: str, rater: str) -> tuple[int, int]:
    """(lowest, highest) that the extras of a rater add to a score; one that is not asked adds nothing."""
    adding = [one for one in extras if one.adds_to == code and rater in one.raters and one.choices]
    lowest = sum(min(choice.points for choice in one.choices) for one in adding if not one.only_if)
    return lowest, sum(max(choice.points for choice in one.choices) for one in adding)


def read_total(definition: Definition, form: Form) -> Scale | None:
    """The whole: all subscales that count, or all items where there are no subscales, and extras that add to it."""
    found = form.form("total")
    if found is None:
        return None
    counting = [one for one in definition.subscales if one.counts_in_total]
    low, high = item_range(definition, range(1, definition.item_count + 1))
    if counting:
        low, high = sum(one.min_score for one in counting), sum(one.max_score for one in counting)
    ranges = [extra_range(definition.extras, TOTAL, rater) for rater in definition.raters]
    total = Scale(
        code=TOTAL,
        name=found.text("name", most=80),
        short=found.text("short", most=30),
        min_score=low + min((one[0] for one in ranges), default=0),
        max_score=high + max((one[1] for one in ranges), default=0),
    )
    found.done()
    return total


def read_supplements(definition: Definition, form: Form) -> tuple[Supplement, ...]:
    extras = [one.code for one in definition.extras]
    found: list[Supplement] = []
    for one in form.forms("supplements"):
        code = new_code(one, [other.code for other in (*definition.main_scales(), *found)])
        ranges = [extra_range(definition.extras, code, rater) for rater in definition.raters] or [(0, 0)]
        found.append(
            Supplement(
                code=code,
                name=one.text("name", most=80),
                short=one.text("short", most=30),
                min_score=min(low for low, _ in ranges),
                max_score=max(high for _, high in ranges),
                opened_by=one.one_of("opened_by", extras, ""),
            )
        )
    known = {TOTAL if definition.total else "", "", *(one.code for one in found)}
    for extra in definition.extras:
        if extra.adds_to not in known:
            form.fault(f"คำถามเพิ่ม {extra.code} เพิ่มคะแนนให้ “{extra.adds_to}” ซึ่งไม่มี", "extras")
    return tuple(found)
