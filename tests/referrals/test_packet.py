"""Minimisation: an agency reads what was ticked, and nothing that was not."""

import datetime

import pytest

from cases.models import Note
from referrals import packet
from referrals.sections import SECTIONS
from screening.models import Aspect, CriteriaSet, Finding, Indicator, Round, Row
from students.identifiers import new_identifier
from students.models import Guardian
from tests import make

NATIONAL_ID = "1000000001013"


@pytest.fixture
def full(cast, draft):
    """A child about whom everything is known; each value is one that can be looked for."""
    child = cast.chaba
    child.house, child.province = "99/1", "ตัวอย่างธานี"
    child.strengths, child.blood_group, child.disadvantage = "ชอบปลูกผัก", "AB", "เด็กยากจนพิเศษ"
    child.weight = 27
    child.save()
    new_identifier(NATIONAL_ID, student_id=child.pk, school_id=cast.school.pk).save()
    Guardian.objects.create(
        student=child,
        school=cast.school,
        relation="mother",
        first_name="ดาวเรือง",
        last_name="ลองเรียน",
        phone="000-000-0000",
    )
    cast.kanplu.position = "ครูชำนาญการ"
    cast.kanplu.save()
    criteria = CriteriaSet.objects.create(slug="t", name="ชุดทดสอบ", from_year=2568)
    kinds = [("เศรษฐกิจครอบครัว", False), ("สวัสดิภาพเด็ก", True), ("การเรียน", False)]
    aspects = [
        Aspect.objects.create(
            criteria=criteria, position=n, slug=f"a{n}", name=name, short=name, kind="level", is_sensitive=is_sensitive
        )
        for n, (name, is_sensitive) in enumerate(kinds, 1)
    ]
    sign = Indicator.objects.create(aspect=aspects[0], position=1, level=3, text="รายได้ต่ำมาก")
    round_ = Round.objects.create(
        area=cast.area,
        school=cast.school,
        year=cast.area.years.get(year=2568),
        term=1,
        criteria=criteria,
        opens_on=datetime.date(2025, 6, 1),
        closes_on=datetime.date(2025, 6, 30),
        opened_by=cast.kanplu,
        opened_at=make.now(),
    )
    row = Row.objects.create(
        round=round_,
        student=child,
        school=cast.school,
        classroom=cast.room,
        levels=[3, 2, 1],
        is_complete=True,
        computed_group=3,
        final_group=3,
        recorded_by=cast.somying,
        recorded_at=make.now(),
    )
    for aspect, text in ((aspects[0], "ยายไม่มีรายได้"), (aspects[1], "เรื่องอ่อนไหวมาก")):
        Finding.objects.create(
            row=row,
            student=child,
            school=cast.school,
            aspect=aspect,
            indicators=[sign.pk] if aspect == aspects[0] else [],
            text=text,
            written_by=cast.somying,
            written_at=make.now(),
        )
    return draft


TELLS = {
    "name": "ด.ญ.ชบา ลองเรียน",
    "age": "12\u00a0เม.ย.\u00a02558",
    "national_id": "1-00xx-xxxxx-xx-3",
    "address": "99/1",
    "guardians": "ดาวเรือง",
    "coordinator": "ครูกานพลู",
    "strengths": "ชอบปลูกผัก",
    "screening": "เศรษฐกิจครอบครัว",
    "findings": "รายได้ต่ำมาก · ยายไม่มีรายได้",
    "plan": "ขอทุนอาหารกลางวัน",
    "screening_sensitive": "สวัสดิภาพเด็ก",
    "health": "AB",
    "welfare": "เด็กยากจนพิเศษ",
    "notes": "ชบาเล่าว่ายายเดินไม่ไหว",
}


def test_every_item_is_tried():
    assert set(TELLS) == {section.key for section in SECTIONS}


@pytest.mark.parametrize("key", TELLS)
def test_a_ticked_item_tells_its_own_and_nothing_of_the_others(full, cast, key):
    full.sections, full.sensitive_reason = [key], "เพื่อทดสอบ"
    parts = str(packet.build(full, by=cast.kanplu)["parts"]).replace("\\xa0", "\u00a0")
    others = {other: word for other, word in TELLS.items() if other != key}
    if key == "findings":  # a reason stands under the name of its aspect
        others.pop("screening")
    assert TELLS[key] in parts
    assert [other for other, word in others.items() if word in parts] == []


def test_with_everything_ticked_the_number_is_masked_and_secrets_stay(full, cast):
    full.sections = list(TELLS)
    text = str(packet.build(full, by=cast.kanplu))
    assert NATIONAL_ID not in text.replace("-", "")
    assert "ความลับเฉพาะครูแนะแนว" not in text
    assert "เรื่องอ่อนไหวมาก" not in text, "the words about a sensitive aspect are no item"


def test_nothing_ticked_sends_no_word_about_the_child(full, cast):
    full.sections = []
    built = packet.build(full, by=cast.kanplu)
    assert built["parts"] == []
    assert len(built["left_out"]) == len(SECTIONS)


def test_ordinary_levels_are_not_sent(full, cast):
    full.sections = ["screening"]
    (part,) = packet.build(full, by=cast.kanplu)["parts"]
    assert part["entries"][0] == {"label": "เศรษฐกิจครอบครัว", "value": "มีปัญหา", "level": 3}
    assert not any("การเรียน" in entry["label"] for entry in part["entries"])


def test_an_empty_item_says_so(cast, draft):
    draft.sections = ["welfare", "screening", "findings"]
    for part in packet.build(draft, by=cast.kanplu)["parts"]:
        assert part["entries"] == [{"label": "", "value": "ไม่มีข้อมูลในระบบ"}]


def test_a_corrected_note_is_not_sent(cast, case, draft):
    wrong = Note.objects.get(case=case, secrecy="team")
    Note.objects.create(
        case=case,
        student=cast.chaba,
        school=cast.school,
        text="แก้แล้ว",
        corrects=wrong,
        written_by=cast.kanplu,
        written_at=make.now(),
    )
    draft.sections = ["notes"]
    text = str(packet.build(draft, by=cast.kanplu))
    assert "แก้แล้ว" in text
    assert "ยายเดินไม่ไหว" not in text


def test_the_consent_line_names_who_how_and_when(draft):
    line = packet.consent_line(draft)
    assert "นางดาวเรือง ลองเรียน (แม่) ยินยอมลงชื่อในเอกสาร เมื่อ 20\u00a0มิ.ย.\u00a02568" in line


def test_a_ground_is_told_with_its_reason(draft):
    draft.consent, draft.ground, draft.ground_reason = "ground", "danger", "สงสัยว่าถูกทำร้าย"
    draft.head_informed_on = datetime.date(2025, 6, 25)
    assert "ม.29" in packet.consent_line(draft)
    assert "แจ้ง ผอ. เมื่อ 25\u00a0มิ.ย.\u00a02568" in packet.consent_line(draft)
