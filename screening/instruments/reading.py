"""An instrument's file (YAML) becomes a Definition, or is refused with every line that is wrong.

The format is told by fixtures/instruments/sdq.yaml. Items are numbers: no question's wording belongs in such a file.
"""

from dataclasses import replace

from screening.instruments.checking import check_examples
from screening.instruments.definition import (
    ENTRIES,
    RATERS,
    RESULT_ONLY,
    ROLES,
    SCORED,
    WHOLES,
    Definition,
    MissingRule,
)
from screening.instruments.limits import read_examples, read_gate, read_norm_sets, read_rules
from screening.instruments.parsing import Fault, Form, Node, Refused, parse
from screening.instruments.scales import (
    read_composites,
    read_extras,
    read_subscales,
    read_supplements,
    read_total,
)

__all__ = ["Fault", "Refused", "read"]

MAX_ITEMS = 200
MAX_TOPIC = 40  # a topic label, not a question


def read(text: str, *, name: str) -> Definition:
    """The instrument in a file of that `name`. Raises Refused with the faults in the order of the lines."""
    faults: list[Fault] = []
    form = Form(parse(text, name=name), faults)
    kind = form.one_of("kind", (SCORED, RESULT_ONLY))
    read_kind = result_only if kind == RESULT_ONLY else scored
    definition = read_kind(replace(read_about(form), kind=kind), form)
    form.done()
    if not faults:
        check_examples(definition, faults)
    if faults:
        raise Refused(name, faults)
    return definition


def read_about(form: Form) -> Definition:
    """What every instrument says of itself."""
    ages = read_ages(form)
    return Definition(
        code=form.code(),
        version=form.text("version", most=20),
        name=form.text("name", most=120),
        short=form.text("short", most=30),
        kind=SCORED,
        licence=form.text("licence"),
        sources=tuple(one.word for one in form.items("sources")),
        raters=tuple(rater for rater in RATERS if rater in ages or not ages),  # none is one fault, not twenty
        ages=ages,
        administered_by=form.words("administered_by", ROLES),
        answers_read_by=form.words("answers_read_by", ROLES, needed=False),
        results_read_by=form.words("results_read_by", ROLES),
        follow_read_by=form.words("follow_read_by", ROLES, needed=False),
        open_facts=tuple(one.word for one in form.items("open_facts", needed=False)),
    )


def read_ages(form: Form) -> dict[str, tuple[int, int]]:
    """{rater: (from, to) in full years}."""
    ages = {}
    for rater, node in form.named("raters").items():
        if rater in RATERS:
            ages[rater] = form.pair(node, "raters", low=0, high=99)
        else:
            form.faults.append(Fault(node.key_line, f"ไม่รู้จักผู้ประเมิน “{rater}” ใช้ได้: {' '.join(RATERS)}"))
    if not ages:
        form.fault("“raters” ต้องมีอย่างน้อยหนึ่งฉบับ เช่น self: [11, 16]", "raters")
    return ages


def result_only(definition: Definition, form: Form) -> Definition:
    """Its items or tables are not ours to hold: the result is written down, nothing is computed."""
    return replace(definition, results=read_pairs(form, "results", high=3))


def read_pairs(form: Form, key: str, *, high: int) -> tuple[tuple[int, str], ...]:
    """Rows of [number, word]; each number once."""
    pairs: dict[int, str] = {}
    for row in form.rows(key, width=2):
        first, word = row.items or ()
        value = form.integer(first, key, 0, high)
        if value in pairs:
            form.faults.append(Fault(row.line, f"ค่า {value} ซ้ำใน {key}"))
        pairs[value] = word.word
    return tuple(sorted(pairs.items()))


def scored(definition: Definition, form: Form) -> Definition:
    count = form.number("items", low=1, high=MAX_ITEMS)
    definition = replace(
        definition,
        item_count=count,
        item_entry=form.one_of("item_entry", ENTRIES),
        scale=read_pairs(form, "scale", high=9),
        reverse=read_reverse(form, count),
        weights=read_numbered(form, "weights", count, low=1, high=99),
        missing_rule=read_missing(form),
        topics=read_topics(form, count),
        whole=form.one_of("whole", WHOLES),
    )
    definition = replace(definition, subscales=read_subscales(definition, form))
    definition = replace(definition, composites=read_composites(definition, form), extras=read_extras(definition, form))
    definition = replace(definition, total=read_total(definition, form))
    definition = replace(definition, supplements=read_supplements(definition, form))
    definition = replace(definition, gate=read_gate(definition, form), rules=read_rules(definition, form))
    norm_sets = read_norm_sets(definition, form)
    codes = [one.code for one in norm_sets]
    default = form.one_of("default_norms", codes, codes[0] if len(codes) == 1 else None) if codes else ""
    definition = replace(definition, norm_sets=norm_sets, default_norms=default)
    return replace(definition, examples=read_examples(definition, form))


def read_reverse(form: Form, count: int) -> frozenset[int]:
    seen: set[int] = set()
    for number, line in form.numbers("reverse", low=1, high=count, needed=False):
        if number in seen:
            form.faults.append(Fault(line, f"ข้อ {number} ซ้ำใน reverse"))
        seen.add(number)
    return frozenset(seen)


def read_missing(form: Form) -> MissingRule:
    missing = form.form("missing")
    if missing is None:
        return MissingRule()
    rule = MissingRule(missing.number("at_least", low=1, high=MAX_ITEMS))
    missing.done()
    return rule


def numbered(form: Form, key: str, count: int) -> dict[int, Node]:
    """Entries by item number."""
    found = {}
    for word, node in form.named(key).items():
        if word.isascii() and word.isdigit() and len(word) < 5 and 1 <= int(word) <= count:
            found[int(word)] = node
        else:
            form.faults.append(Fault(node.key_line, f"{key}: ไม่มีข้อ {word} (ข้อ 1–{count})"))
    return found


def read_numbered(form: Form, key: str, count: int, *, low: int, high: int) -> dict[int, int]:
    return {number: form.integer(node, key, low, high) for number, node in numbered(form, key, count).items()}


def read_topics(form: Form, count: int) -> dict[int, str]:
    topics = {}
    for number, node in numbered(form, "topics", count).items():
        if not node.word or len(node.word) > MAX_TOPIC:
            form.faults.append(
                Fault(node.line, f"หัวข้อของข้อ {number} ต้องสั้น ไม่เกิน {MAX_TOPIC} ตัวอักษร และไม่ใช่ข้อความของข้อคำถาม")
            )
        topics[number] = node.word
    return topics
