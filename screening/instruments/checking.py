"""What a well-written file can still get wrong: bands with holes, a child without a table, examples that fail."""

import re
from collections.abc import Mapping, Sequence
from itertools import product

from screening.instruments.definition import NO_LIMIT, RATERS, SEXES, TOTAL, Band, BandTable, Condition, Definition
from screening.instruments.parsing import Fault, Form
from screening.instruments.scoring import Impossible, Outcome, score


def check_bands(name: str, lowest: int, highest: int, rows: Sequence[tuple[Band, int]], form: Form) -> None:
    """Bands in order, without hole or overlap, from the lowest possible score to the highest."""
    expected = lowest
    for band, line in rows:
        if band.low > band.high:
            form.faults.append(Fault(line, f"{name}: ช่วง {band.low}–{band.high} กลับหัวท้าย"))
        if band.low < expected:
            form.faults.append(Fault(line, f"{name}: คะแนน {band.low} อยู่สองช่วง หรือต่ำกว่าคะแนนต่ำสุด {lowest}"))
        if band.low > expected:
            missing = f"คะแนน {expected}" if band.low == expected + 1 else f"คะแนน {expected}–{band.low - 1}"
            form.faults.append(Fault(line, f"{name}: {missing} ไม่อยู่ในช่วงใด"))
        expected = band.high + 1
    if rows and expected <= highest:
        form.faults.append(Fault(rows[-1][1], f"{name}: ช่วงสุดท้ายจบที่ {expected - 1} แต่คะแนนสูงสุดคือ {highest}"))
    if rows and expected > highest + 1:
        form.faults.append(Fault(rows[-1][1], f"{name}: ช่วงสุดท้ายจบที่ {expected - 1} เกินคะแนนสูงสุด {highest}"))


def check_tables(definition: Definition, tables: Sequence[tuple[BandTable, int]], form: Form) -> None:
    """For every child an instrument is for, a banded score has one table; the score that decides has one at all."""
    banded = {(table.scale, rater) for table, _ in tables for rater in table.raters}
    if definition.whole == TOTAL:
        banded |= {(TOTAL, rater) for rater in definition.raters}
    if definition.whole == "worst" and not banded:
        form.fault("ชุดเกณฑ์นี้ไม่มีช่วงคะแนน", "bands")
    for scale, rater in sorted(banded):
        check_table_of(definition, tables, scale, rater, form)


def check_table_of(
    definition: Definition, tables: Sequence[tuple[BandTable, int]], scale: str, rater: str, form: Form
) -> None:
    """Only the first fault of a scale and rater is told: the others follow from it."""
    ours = [(table, line) for table, line in tables if table.scale == scale and rater in table.raters]
    for sex, age in product(SEXES, telling_ages(ours, *definition.ages.get(rater, (0, 0)))):
        fitting = [line for table, line in ours if table.fits(scale, rater, sex, age)]
        if len(fitting) == 1:
            continue
        whom = f"{RATERS[rater]} เพศ{'ชาย' if sex == 'm' else 'หญิง'} อายุ {age} ปี"
        if fitting:
            form.faults.append(Fault(fitting[1], f"{scale} ({whom}) มีเกณฑ์ซ้ำกับบรรทัด {fitting[0]}"))
        else:
            form.fault(f"{scale} ({whom}) ไม่มีเกณฑ์", "bands")
        return


def telling_ages(tables: Sequence[tuple[BandTable, int]], low: int, high: int) -> list[int]:
    """The ages at which another table may begin to fit: the ends of all spans and the years beside them."""
    ends = {end + by for table, _ in tables for end in table.ages or () for by in (-1, 0, 1)}
    return sorted({low, high, *(age for age in ends if low <= age <= high)})


def check_examples(definition: Definition, faults: list[Fault]) -> None:
    """Every example is scored and must come out as the file says."""
    for one in definition.examples:
        try:
            outcome = score(
                definition,
                answers=one.answers,
                totals=one.totals,
                extras=one.extras,
                rater=one.rater,
                sex=one.sex,
                age=one.age,
                norms=one.norms or None,
            )
        except Impossible as error:
            faults.append(Fault(one.line, f"ตัวอย่างคิดคะแนนไม่ได้: {error}"))
        else:
            faults.extend(Fault(one.line, what) for what in differences(outcome, one.scores, one.level))


def differences(outcome: Outcome, scores: Mapping[str, int | None], level: int) -> list[str]:
    """What came out otherwise than the example says."""
    told = {code: (value, outcome.scores.get(code)) for code, value in scores.items()}
    wrong = [
        f"ตัวอย่างบอก {code} = {'-' if value is None else value} แต่คิดได้ {'-' if got is None else got}"
        for code, (value, got) in told.items()
        if value != got
    ]
    if level != outcome.level:
        wrong.append(f"ตัวอย่างบอกระดับ {level} แต่คิดได้ {outcome.level}")
    return wrong


# -- beside the shipped version -----------------------------------------------------------------------------------


def check_keeps(own: Definition, shipped: Definition, source: str) -> list[Fault]:
    """An area's version alerts wherever the shipped one does, and lets nobody else ask, read or follow."""
    found = [
        Fault(line_of(source, "rules"), f"กฎ alert ต้องมี {said(one)} เหมือนฉบับที่มากับระบบ เพื่อไม่ให้คำตอบเร่งด่วนตกหล่น")
        for one in alerting(shipped)
        if not any(covers(mine, one) for mine in alerting(own))
    ]
    readers = {
        "answers_read_by": (own.answers_read_by, shipped.answers_read_by),
        "results_read_by": (own.results_read_by, shipped.results_read_by),
        "follow_read_by": (own.follow_read_by, shipped.follow_read_by),
        "administered_by": (own.administered_by, shipped.administered_by),
    }
    for key, (mine, theirs) in readers.items():
        wider = " ".join(role for role in mine if role not in theirs)
        if wider:
            told = " ".join(theirs) or "ไม่มีใคร"
            found.append(Fault(line_of(source, key), f"“{key}” เพิ่ม {wider} ไม่ได้ ฉบับที่มากับระบบให้เฉพาะ: {told}"))
    return found


def alerting(definition: Definition) -> list[Condition]:
    return [condition for rule in definition.rules if rule.act == "alert" for condition in rule.when]


def covers(wide: Condition, narrow: Condition) -> bool:
    is_same = (wide.kind, wide.code) == (narrow.kind, narrow.code)
    return is_same and wide.low <= narrow.low and wide.high >= narrow.high


def said(condition: Condition) -> str:
    """As the file writes it."""
    to = f", to: {condition.high}" if condition.high < NO_LIMIT else ""
    return f"{{{condition.kind}: {condition.code}, from: {condition.low}{to}}}"


def line_of(source: str, key: str) -> int:
    """The first line on which a name stands; 1 where the file is written otherwise."""
    named = re.compile(rf"""\s*["']?{key}["']?\s*:""")
    return next((at for at, text in enumerate(source.splitlines(), start=1) if named.match(text)), 1)
