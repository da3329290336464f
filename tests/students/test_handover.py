"""Words for the next teacher: written in the room, decided by the counselor, read by who has the child next."""

import datetime
import subprocess

import pytest
from django.urls import reverse

from journal.context import acting
from journal.models import Line
from schools.levels import Level
from schools.models import Notice, Role
from students.models import Handover, Student
from tests import make
from tests.shown import seen

MORNING = datetime.datetime(2026, 5, 15, 23, 0, tzinfo=datetime.UTC)
NEXT = datetime.date(2026, 5, 16), datetime.date(2027, 5, 15)


def page(room):
    return reverse("students:handover", args=[room.public_id])


def read(client, room):
    rows = client.get(page(room)).context["rows"]
    return {f"read-{row.student.public_id}": row.kept.digest for row in rows if row.kept}


def words(child, works="", watch=""):
    return {f"{child.public_id}-works": works, f"{child.public_id}-watch": watch}


def send(client, room, words):
    return client.post(page(room), words | seen(client, page(room)))


def test_words_without_what_the_page_showed_are_refused(cast, as_):
    make.handover(cast.chaba, by=cast.somying)
    answer = as_(cast.somying).post(page(cast.room), words(cast.chaba, "อื่น"))
    assert "โหลดหน้านี้ใหม่แล้วลองอีกครั้ง" in answer.content.decode()
    assert Handover.objects.get().works != "อื่น"


def test_who_joins_the_room_meanwhile_keeps_what_was_written_of_her(cast, as_):
    make.handover(cast.kita, by=cast.somying)
    client = as_(cast.somying)
    sent = words(cast.chaba, "ให้ช่วยแจกสมุด") | seen(client, page(cast.room))
    del sent[f"{cast.kita.public_id}-seen"]
    client.post(page(cast.room), sent)
    assert dict(Handover.objects.values_list("student", "works"))[cast.chaba.pk] == "ให้ช่วยแจกสมุด"
    assert Handover.objects.get(student=cast.kita).works


def test_a_teacher_writes_for_the_class_at_once_and_the_counselor_is_told(cast, as_):
    client = as_(cast.somying)
    sent = words(cast.chaba, "ให้ช่วยแจกสมุด", "วันจันทร์เงียบ") | words(cast.kita)
    send(client, cast.room, sent)
    kept = Handover.objects.get()
    assert (kept.student, kept.works, kept.state, kept.by) == (cast.chaba, "ให้ช่วยแจกสมุด", "proposed", cast.somying)
    assert Notice.objects.get(to_user=cast.kanplu).kind == "handover"
    assert Line.objects.get(verb="recorded", about="schools.Classroom").students == [cast.chaba.pk]
    send(client, cast.room, sent)
    assert Line.objects.filter(verb="recorded", about="schools.Classroom").count() == 1
    send(client, cast.room, words(cast.chaba))
    assert not Handover.objects.exists()


def test_the_page_of_a_class_says_whose_words_they_are_and_what_became_of_them(cast, as_):
    make.handover(cast.chaba, by=cast.somying)
    shown = as_(cast.kanplu).get(page(cast.room)).content.decode()
    assert "วันจันทร์มักเงียบ" in shown
    assert "ส่งต่อทั้งหมดที่รอ 1 คน" in shown
    assert (
        page(cast.room)
        in as_(cast.somying).get(reverse("studentcare:classroom", args=[cast.room.public_id])).content.decode()
    )


def test_the_counselor_passes_on_or_withholds(cast, as_):
    for child in (cast.chaba, cast.kita):
        make.handover(child, by=cast.somying)
    client = as_(cast.kanplu)
    decide = reverse("students:decide_handover", args=[cast.room.public_id])
    shown = read(client, cast.room)
    client.post(decide, shown | {"do": "withhold", "child": [cast.kita.public_id]})
    client.post(decide, shown | {"do": "pass-all"})
    states = dict(Handover.objects.values_list("student", "state"))
    assert states == {cast.chaba.pk: "passed", cast.kita.pk: "withheld"}
    told = Line.objects.filter(verb="handed_over").order_by("id").values_list("students", flat=True)
    assert list(told) == [[cast.kita.pk], [cast.chaba.pk]]
    sent = words(cast.chaba, "คำใหม่") | words(cast.kita, "ให้ช่วยงานเล็ก ๆ ก่อนเริ่มเรียน", "วันจันทร์มักเงียบ")
    send(as_(cast.somying), cast.room, sent)
    states = dict(Handover.objects.values_list("student", "state"))
    assert states == {cast.chaba.pk: "proposed", cast.kita.pk: "withheld"}  # changed words are decided on anew


@pytest.mark.parametrize("do", ["pass", "pass-all"])
def test_words_the_counselor_has_not_read_are_not_passed_on(cast, as_, do):
    kept = make.handover(cast.chaba, by=cast.somying)
    client = as_(cast.kanplu)
    decide = reverse("students:decide_handover", args=[cast.room.public_id])
    seen = read(client, cast.room)
    Handover.objects.filter(pk=kept.pk).update(works="คำที่ยังไม่มีใครอ่าน")
    make.handover(cast.kita, by=cast.somying)
    children = [cast.chaba.public_id, cast.kita.public_id]
    shown = client.post(decide, seen | {"do": do, "child": children}, follow=True).content.decode()
    assert "ถูกแก้หลังจากที่คุณเปิดหน้านี้" in shown
    assert not Handover.objects.exclude(state="proposed").exists()
    client.post(decide, read(client, cast.room) | {"do": do, "child": children})
    assert not Handover.objects.exclude(state="passed").exists()


def test_two_teachers_of_a_room_never_write_over_each_other_unseen(cast, as_):
    client = as_(cast.somying)
    seen = client.get(page(cast.room)).context["rows"][1].form["seen"].value()
    make.handover(cast.chaba, by=cast.mana, works="ของครูอีกคน", watch="")
    sent = words(cast.chaba, "ของฉัน") | {f"{cast.chaba.public_id}-seen": seen}
    answer = client.post(page(cast.room), sent)
    assert "ของครูอีกคน" in answer.content.decode()
    assert Handover.objects.get().works == "ของครูอีกคน"


@pytest.fixture
def next_year(cast, clock):
    """16 May: ชบา and คีตา sit in นิด's ป.5/1; words of สมหญิง about both, one passed on."""
    make.year(cast.area, 2569)
    passed = make.handover(cast.chaba, by=cast.somying, state="passed", decided_by=cast.kanplu)
    withheld = make.handover(
        cast.kita, by=cast.somying, state="withheld", decided_by=cast.kanplu, works="ไม่ควรส่ง", watch=""
    )
    cast.higher = make.classroom(school=cast.school, level=Level.P5, year_number=2569)
    Student.objects.filter(pk__in=[passed.student_id, withheld.student_id]).update(
        classroom=cast.higher, level=Level.P5
    )
    clock.move_to(MORNING)
    cast.nid = make.staff("nid", Role.HOMEROOM, classroom=cast.higher, from_on=NEXT[0], until_on=NEXT[1])
    make.appoint(cast.kanplu, Role.COUNSELOR, school=cast.school, from_on=NEXT[0], until_on=NEXT[1])
    make.appoint(cast.tabian, Role.REGISTRAR, school=cast.school, from_on=NEXT[0], until_on=NEXT[1])
    return cast


def test_the_next_teacher_reads_what_was_passed_and_never_what_was_withheld(next_year, as_):
    client = as_(next_year.nid)
    for address in (
        page(next_year.higher),
        reverse("studentcare:student", args=[next_year.chaba.public_id]),
        reverse("studentcare:student", args=[next_year.kita.public_id]),
    ):
        shown = client.get(address).content.decode()
        assert ("วันจันทร์มักเงียบ" in shown) is (next_year.kita.public_id not in address)
        assert "ไม่ควรส่ง" not in shown
    with acting(next_year.nid):
        assert not Handover.objects.visible_to(next_year.nid).filter(state="withheld").exists()


def test_the_writer_reads_and_writes_nothing_after_the_year(next_year, as_):
    assert as_(next_year.somying).get(page(next_year.room)).status_code == 404
    assert as_(next_year.somying).post(page(next_year.room), words(next_year.chaba, "ช้าไป")).status_code == 404
    assert not Handover.objects.visible_to(next_year.somying).exists()


def test_the_registrar_reads_no_words_on_the_childs_page(next_year, as_):
    shown = as_(next_year.tabian).get(reverse("studentcare:student", args=[next_year.chaba.public_id]))
    assert "วันจันทร์มักเงียบ" not in shown.content.decode()


def test_the_counselor_still_decides_in_last_years_room(next_year, as_):
    client = as_(next_year.kanplu)
    assert "ไม่ควรส่ง" in client.get(page(next_year.room)).content.decode()
    decide = reverse("students:decide_handover", args=[next_year.room.public_id])
    client.post(decide, read(client, next_year.room) | {"do": "pass", "child": [next_year.kita.public_id]})
    assert "ไม่ควรส่ง" in as_(next_year.nid).get(page(next_year.higher)).content.decode()


def test_the_sheet_holds_what_was_passed_and_leaves_a_line(next_year, as_):
    answer = as_(next_year.nid).get(reverse("students:handover_pdf", args=[next_year.higher.public_id]))
    content = b"".join(answer) if answer.streaming else answer.content
    text = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    assert "วันจันทร์มักเงียบ" in text
    assert "ไม่ควรส่ง" not in text
    assert Line.objects.get(verb="disclosed").students == [next_year.chaba.pk]


def test_the_new_schools_teacher_reads_the_packet_on_the_childs_page(cast, as_):
    parts = [
        {"key": "health", "label": "สุขภาพ", "entries": [{"label": "แพ้", "value": "ถั่ว"}]},
        {
            "key": "screening",
            "label": "คัดกรอง",
            "entries": [{"label": "เพศ", "value": "เสี่ยง"}],
            "is_sensitive": True,
        },
    ]
    make.transfer(
        cast.luktan, to_school=cast.school, by=cast.dokkaew, state="accepted", packet={"parts": parts},
        decided_by=cast.tabian, decided_at=make.now(),
    )  # fmt: skip
    Student.objects.filter(pk=cast.luktan.pk).update(school=cast.school, classroom=cast.room)
    address = reverse("studentcare:student", args=[cast.luktan.public_id])
    shown = {name: as_(getattr(cast, name)).get(address).content.decode() for name in ("somying", "kanplu", "tabian")}
    assert {name: "ถั่ว" in text for name, text in shown.items()} == {"somying": True, "kanplu": True, "tabian": False}
    assert {name: "เสี่ยง</dd>" in text for name, text in shown.items()} == {
        "somying": False,
        "kanplu": True,
        "tabian": False,
    }
