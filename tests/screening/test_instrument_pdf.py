"""The sheet of an instrument on paper: numbers only, blank or filled, and each one leaves a line."""

import io
from datetime import date

from django.urls import reverse
from pypdf import PdfReader

from journal.models import Line, Verb
from screening import actions
from students.models import Student
from tests import make
from tests.make.assessments import assessment, instrument, sdq


def pdf(room, client, code="sdq", query=""):
    page = reverse("screening:instrument_pdf", args=[room.classroom.public_id, room.round.public_id, code])
    answer = client.get(f"{page}?{query}")
    return answer, PdfReader(io.BytesIO(answer.content)) if answer.status_code == 200 else None


def keep(room, code, by, **entry):
    actions.record_assessments(
        room.round,
        classroom=room.classroom,
        instrument=instrument(code),
        rater="self" if code == "phq-a" else "teacher",
        entries=[actions.Entry(room.chaba, **entry)],
        by=by,
    )


def test_the_filled_sheet_says_what_it_is_and_leaves_a_line(room, as_):
    totals = {"emotional": 4, "conduct": 4, "hyperactivity": 5, "peer": 4, "prosocial": 6}
    keep(room, "sdq", room.somying, totals=totals)
    answer, paper = pdf(room, as_(room.somying))
    text = paper.pages[0].extract_text()
    assert answer["Content-Type"] == "application/pdf"
    for word in ("ผลคัดกรอง ไม่ใช่การวินิจฉัย", "เกณฑ์คู่มือ", "17", "ลับ"):
        assert word in text
    line = Line.objects.filter(verb=Verb.DISCLOSED).latest("pk")
    assert (line.detail["kind"], sorted(line.students)) == ("filled", sorted([room.chaba.pk, room.kita.pk]))


def test_a_row_of_another_norm_set_than_the_head_s_is_marked(room, as_):
    sdq(room.chaba, room.round, total=17, by=room.somying, norms="th-2554")
    _, paper = pdf(room, as_(room.somying))
    text = paper.pages[0].extract_text()
    assert "†" in text
    assert "ไม่ใช่เกณฑ์ที่หัวกระดาษ" in text


def test_forty_five_totals_fit_one_page_and_items_lie_down(room, as_):
    for n in range(10, 53):
        make.student(f"เด็กที่{n}", classroom=room.classroom, number=n)
    area = room.classroom.school.area
    area.item_entry_permission = "ที่ ทดสอบ 1/2568"
    area.save(update_fields=["item_entry_permission"])
    instrument("sdq")
    _, totals = pdf(room, as_(room.somying), query="blank=1")
    _, items = pdf(room, as_(room.somying), query="blank=1&mode=items")
    assert len(totals.pages) == 1
    box = items.pages[0].mediabox
    assert box.width > box.height
    assert len(items.pages) <= 2


def test_a_blank_sheet_holds_no_result(room, as_):
    keep(room, "phq-a", room.kanplu, items=[3] * 9, extras={one.code: 0 for one in instrument("phq-a").parsed.extras})
    answer, _ = pdf(room, as_(room.somying), "phq-a")
    assert answer.status_code == 403, "she learns only whether to follow up"
    _, blank = pdf(room, as_(room.somying), "phq-a", "blank=1")
    assert "27" not in blank.pages[0].extract_text().split("หมายเหตุ")[0].split("2568")[0]
    _, filled = pdf(room, as_(room.kanplu), "phq-a")
    assert "27" in filled.pages[0].extract_text()


def test_a_result_from_elsewhere_stands_under_its_heads_with_its_source(room, as_):
    more = {"mode": "result", "words": "เสี่ยง", "scores": {"total": 27}, "round_": room.round, "rater": "self"}
    told = more | {"source": "รพ.สต. สมมติ", "assessor": "หมอใจดี", "is_out_of_age": True}
    assessment(room.chaba, by=room.kanplu, code="ces-d", level=2, **told)
    _, paper = pdf(room, as_(room.kanplu), "ces-d")
    text = " ".join(paper.pages[0].extract_text().split())
    head, row = text.index("คะแนน แหล่งที่มา"), text.index("27")
    assert text.rindex("ผล", 0, head) < head < text.rindex("เสี่ยง", 0, row) < row < text.index("รพ.สต. สมมติ")
    assert "หมอใจดี" in text
    assert "นอกช่วงอายุของเครื่องมือ" in text


def test_a_filled_sheet_marks_who_is_outside_the_ages_of_the_instrument(room, as_):
    totals = {"emotional": 4, "conduct": 4, "hyperactivity": 5, "peer": 4, "prosocial": 6}
    Student.objects.filter(pk=room.chaba.pk).update(born_on=date(2003, 1, 1))
    room.chaba.refresh_from_db()
    keep(room, "sdq", room.somying, totals=totals)
    _, paper = pdf(room, as_(room.somying))
    text = paper.pages[0].extract_text()
    assert "นอกช่วงอายุของเครื่องมือ" in text
    _, blank = pdf(room, as_(room.somying), query="blank=1")
    assert "นอกช่วงอายุ" not in blank.pages[0].extract_text()
