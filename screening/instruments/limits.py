"""The part of an instrument's file that tells what a score means: norm sets, rules, examples."""

from screening.instruments.checking import check_bands, check_tables
from screening.instruments.definition import (
    ACTS,
    MARKS,
    NO_LIMIT,
    SEXES,
    Band,
    BandTable,
    Condition,
    Definition,
    Example,
    NormSet,
    Rule,
)
from screening.instruments.parsing import Fault, Form, Node
from screening.instruments.scales import extra_range


def read_norm_sets(definition: Definition, form: Form) -> tuple[NormSet, ...]:
    """At least one, each with its source, unless nothing decides the whole."""
    found: list[NormSet] = []
    for one in form.forms("norm_sets"):
        code = one.code()
        if code in [other.code for other in found]:
            one.fault(f"ชุดเกณฑ์ “{code}” มีสองครั้ง", "code")
        mark = one.one_of("mark", MARKS)
        tables = [(read_table(definition, table, mark), table.line()) for table in one.forms("bands")]
        norm_set = NormSet(
            code=code,
            name=one.text("name", most=120),
            source=one.text("source"),
            mark=mark,
            note=one.text("note", needed=False),
            bands=tuple(table for table, _ in tables),
        )
        check_tables(definition, tables, one)
        found.append(norm_set)
    if not found and definition.whole != "none":
        form.fault("ต้องมี “norm_sets” อย่างน้อยหนึ่งชุด", "norm_sets")
    return tuple(found)


def read_table(definition: Definition, form: Form, mark: str) -> BandTable:
    scales = {one.code: one for one in definition.scales()}
    scale = form.one_of("scale", list(scales))
    ages = form.get("ages")
    table = BandTable(
        scale=scale,
        raters=form.words("raters", definition.raters, needed=False) or definition.raters,
        sex=form.one_of("sex", SEXES, "") or None,
        ages=form.pair(ages, "ages", low=0, high=99) if ages else None,
        bands=tuple(read_band(form, row) for row in form.rows("rows", width=4)),
        mark=form.one_of("mark", MARKS, mark),
    )
    if scale in scales:
        highest = scales[scale].max_score
        if scale in {one.code for one in definition.supplements}:
            highest = max((extra_range(definition.extras, scale, rater)[1] for rater in table.raters), default=0)
        lines = [row.line for row in form.rows("rows", width=4)]
        check_bands(
            scales[scale].name, scales[scale].min_score, highest, list(zip(table.bands, lines, strict=True)), form
        )
    return table


def read_band(form: Form, row: Node) -> Band:
    low, high, level, label = row.items or ()
    return Band(
        form.integer(low, "ช่วงคะแนน", 0, NO_LIMIT),
        form.integer(high, "ช่วงคะแนน", 0, NO_LIMIT),
        form.integer(level, "ระดับ", 0, 3),
        label.word,
    )


# -- rules ------------------------------------------------------------------------------------------------------


def read_gate(definition: Definition, form: Form) -> Condition | None:
    found = form.form("gate")
    if found is None:
        return None
    gate = read_condition(definition, found)
    if gate and gate.kind != "scale":
        found.fault("gate ต้องเป็นคะแนนของด้าน (scale)")
    found.done()
    return gate


def read_rules(definition: Definition, form: Form) -> tuple[Rule, ...]:
    rules = []
    for one in form.forms("rules"):
        conditions = [read_condition(definition, at) for at in one.forms("when")]
        if not conditions:
            one.fault("กฎต้องบอก “when” อย่างน้อยหนึ่งเงื่อนไข", "when")
        rules.append(
            Rule(
                when=tuple(at for at in conditions if at),
                act=one.one_of("act", ACTS),
                text=one.text("text", most=400),
                mark=one.one_of("mark", MARKS, "?"),
            )
        )
    return tuple(rules)


def read_condition(definition: Definition, form: Form) -> Condition | None:
    """One of scale, item, extra and level (of the `whole`), with `from` and `to` (open when not said)."""
    known = {
        "scale": [one.code for one in definition.scales()],
        "item": [str(number) for number in range(1, definition.item_count + 1)],
        "extra": [one.code for one in definition.extras],
        "level": ["whole"],
    }
    kinds = [kind for kind in known if form.has(kind)]
    if len(kinds) != 1:
        form.fault("เงื่อนไขต้องมี scale, item, extra หรือ level อย่างใดอย่างหนึ่ง")
        return None
    low = form.number("from", high=NO_LIMIT)
    high = form.number("to", high=NO_LIMIT, default=NO_LIMIT)
    if low > high:
        form.fault(f"ตั้งแต่ {low} ถึง {high} ไม่ได้", "to")
    return Condition(kinds[0], form.one_of(kinds[0], known[kinds[0]]), low, high)


# -- examples ---------------------------------------------------------------------------------------------------


def read_examples(definition: Definition, form: Form) -> tuple[Example, ...]:
    examples = tuple(read_example(definition, one) for one in form.forms("examples"))
    if not examples:
        form.fault("ต้องมี “examples” อย่างน้อยหนึ่งชุด เพื่อพิสูจน์ว่าคิดคะแนนถูก", "examples")
    return examples


def read_example(definition: Definition, form: Form) -> Example:
    scales = {one.code: one for one in definition.scales()}
    extras = [one.code for one in definition.extras]
    return Example(
        rater=form.one_of("rater", definition.raters),
        sex=form.one_of("sex", SEXES),
        age=form.number("age", high=99),
        answers=read_answers(form),
        totals={code: value or 0 for code, value in read_values(form, "totals", list(scales)).items()}
        if form.has("totals")
        else None,
        extras={code: value or 0 for code, value in read_values(form, "extras", extras).items()},
        norms=form.one_of("norms", [one.code for one in definition.norm_sets], ""),
        scores=read_values(form, "scores", list(scales)),
        level=form.number("level", high=3),
        line=form.line(),
    )


def read_answers(form: Form) -> tuple[int | None, ...] | None:
    """One character for each item: a digit, or - for a blank; spaces are for the eye."""
    if not form.has("answers"):
        return None
    word = form.text("answers", most=400).replace(" ", "")
    if not all(one == "-" or one in "0123456789" for one in word):
        form.fault("answers ใช้ได้เฉพาะตัวเลข 0–9 และ - แทนข้อที่เว้น", "answers")
        return None
    return tuple(None if one == "-" else int(one) for one in word)


def read_values(form: Form, key: str, known: list[str]) -> dict[str, int | None]:
    """{code: number}; - says that it cannot be scored."""
    values: dict[str, int | None] = {}
    for code, node in form.named(key).items():
        if code not in known:
            form.faults.append(Fault(node.key_line, f"{key}: ไม่รู้จัก “{code}”"))
        values[code] = None if node.word == "-" else form.integer(node, code, 0, NO_LIMIT)
    return values
