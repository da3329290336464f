"""What was typed from one paper, and whether that paper can hold it at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.instruments.definition import RATERS, RESULT_ONLY, SEXES, Definition, Extra


class Impossible(ValueError):
    """A value the paper cannot hold; the text is for the person who typed it. `field`: an item number or a code."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.field = field


@dataclass(frozen=True)
class Given:
    """What was typed, checked against the instrument."""

    answers: tuple[int | None, ...]
    extras: Mapping[str, int]
    rater: str

    def item(self, number: int) -> int | None:
        return self.answers[number - 1] if self.answers else None


def check(
    definition: Definition,
    answers: Sequence[int | None] | None,
    totals: Mapping[str, int] | None,
    extras: Mapping[str, int],
    rater: str,
    sex: str,
) -> Given:
    if definition.kind == RESULT_ONLY:
        raise Impossible(f"{definition.short} บันทึกได้เฉพาะผล ไม่คิดคะแนนในระบบ")
    if rater not in definition.raters:
        raise Impossible(f"{definition.short} ไม่มีฉบับ{RATERS.get(rater, rater)}", "rater")
    if sex not in SEXES:
        raise Impossible("ต้องระบุเพศตามเกณฑ์ของเครื่องมือ (ชาย หรือ หญิง)", "sex")
    if (answers is None) == (totals is None):
        raise Impossible("กรอกรายข้อ หรือกรอกคะแนนรวม อย่างใดอย่างหนึ่ง")
    if totals is not None:
        check_totals(definition, totals)
    given = Given(tuple(answers or ()), extras, rater)
    if answers is not None:
        check_answers(definition, given.answers)
    check_extras(definition, given)
    return given


def check_answers(definition: Definition, answers: tuple[int | None, ...]) -> None:
    if len(answers) != definition.item_count:
        raise Impossible(f"{definition.short} มี {definition.item_count} ข้อ แต่ได้มา {len(answers)} ข้อ")
    values = definition.values
    for number, value in enumerate(answers, start=1):
        if value is not None and value not in values:
            allowed = " ".join(str(one) for one in values)
            raise Impossible(f"ข้อ {number} ตอบ {value} ไม่ได้ คำตอบที่มีคือ {allowed}", str(number))


def check_totals(definition: Definition, totals: Mapping[str, int]) -> None:
    if not definition.takes_totals:
        raise Impossible(f"{definition.short} ต้องกรอกรายข้อ เพราะมีข้อที่ต้องดูทันทีไม่ว่าคะแนนรวมเท่าใด")
    scales = {one.code: one for one in definition.main_scales()}
    for code, value in totals.items():
        if code not in scales:
            raise Impossible(f"{definition.short} ไม่มีคะแนนด้าน {code}", code)
        scale = scales[code]
        if not scale.min_score <= value <= scale.max_score:
            raise Impossible(f"{scale.name} เป็น {value} ไม่ได้ คะแนนอยู่ระหว่าง {scale.min_score}–{scale.max_score}", code)


def check_extras(definition: Definition, given: Given) -> None:
    known = {one.code: one for one in definition.extras_for(given.rater)}
    for code, value in given.extras.items():
        if code not in known:
            raise Impossible(f"ฉบับ{RATERS[given.rater]}ไม่มีคำถามเพิ่ม {code}", code)
        extra = known[code]
        if value not in [choice.value for choice in extra.choices]:
            raise Impossible(f"“{extra.label}” ตอบ {value} ไม่ได้", code)
        if value and extra.only_if and given.item(extra.only_if) == 0:
            raise Impossible(f"“{extra.label}” ตอบได้เมื่อข้อ {extra.only_if} ตอบว่าใช่", code)
        if value and extra.after and given.extras.get(extra.after) == 0:
            raise Impossible(f"“{extra.label}” ตอบได้เมื่อ “{known[extra.after].label}” ไม่ได้ตอบว่าไม่มี", code)


def is_asked(extra: Extra, given: Given) -> bool:
    """Is it this person's turn to answer it, as far as the rest is known?"""
    if extra.only_if and given.answers:
        return bool(given.item(extra.only_if))
    return not extra.after or bool(given.extras.get(extra.after))
