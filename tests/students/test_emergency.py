"""A child's page opened for an hour in an emergency: found by name, told at once, over to the second, reviewed."""

import datetime

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from journal.context import acting
from journal.models import Line
from schools.models import Draft
from students.models import Emergency, Student
from tests import make
from tests.students.emergencies import NEW, close, form, page_of, review


def opens(person, child):
    with acting(person):
        return Student.objects.visible_to(person).filter(pk=child.pk).exists()


def test_from_search_a_name_is_found_in_its_room_and_the_page_opens(cast, as_):
    client = as_(cast.mana)
    assert NEW in client.get(reverse("studentcare:search")).content.decode()
    shown = client.post(NEW, {"do": "find", "room": cast.room.public_id, "name": "ชบา"}).content.decode()
    assert "ด.ญ.ชบา ลองเรียน" in shown
    assert "คีตา" not in shown
    assert Line.objects.get(verb="searched").students == [cast.chaba.pk]
    assert not opens(cast.mana, cast.chaba)
    answer = client.post(NEW, form(cast))
    assert answer.url == page_of(Emergency.objects.get())
    assert opens(cast.mana, cast.chaba)
    assert not opens(cast.mana, cast.kita)


def test_the_page_shows_what_is_needed_and_until_when(cast, as_, hour):
    page = as_(cast.mana).get(page_of(hour)).content.decode()
    for words in ("แพ้เพนิซิลลิน", "สายใจ", "000-111-2222", "13:00", "ปิดก่อนเวลา", "1669"):
        assert words in page, words


def test_nothing_else_of_her_is_shown(cast, as_, hour):
    """Neither on that page nor on the child's other pages: no results, notes, visits, cases, and not who looked."""
    round_ = make.screening_round(school=cast.school, by=cast.kanplu)
    row = make.row(cast.chaba, round_=round_, by=cast.somying, levels="13111111111")
    make.finding(row, by=cast.somying, text="CNผลคัดกรอง")
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu, reason="CNเหตุเคส")
    make.note(case, "CNบันทึก", by=cast.kanplu)
    seen = make.visit(cast.chaba, by=cast.somying, saw="CNเยี่ยมบ้าน")
    client = as_(cast.mana)
    sid = {"sid": cast.chaba.public_id}
    assert client.get(reverse("studentcare:student", kwargs=sid)).url == page_of(hour)
    addresses = [
        page_of(hour),
        reverse("studentcare:access", kwargs=sid),
        reverse("studentcare:record_pdf", kwargs=sid),
        reverse("students:visits_of", kwargs=sid),
        reverse("students:visit", args=[seen.public_id]),
        reverse("screening:results", kwargs=sid),
        reverse("screening:child_warnings", kwargs=sid),
        reverse("students:health", kwargs=sid),
        reverse("students:tell", kwargs=sid),
        reverse("students:siblings", kwargs=sid),
        reverse("students:reveal_id", kwargs=sid),
        reverse("students:term_facts", kwargs=sid),
        reverse("cases:case", args=[case.public_id]),
        reverse("cases:open_case", kwargs=sid),
        reverse("cases:caseload"),
    ]
    for address in addresses:
        answer = client.get(address)
        assert "CN" not in answer.content.decode(), address
        if address not in (page_of(hour), reverse("cases:caseload")):
            assert answer.status_code in (403, 404), address


def test_who_is_shut_out_never_opens_one(cast, as_):
    make.exclusion(cast.chaba, cast.mana, by=cast.kanplu)
    shown = as_(cast.mana).post(NEW, {"do": "find", "room": cast.room.public_id, "name": "ชบา"}).content.decode()
    assert "ไม่พบชื่อนี้ในห้อง" in shown
    as_(cast.mana).post(NEW, form(cast))
    assert not Emergency.objects.exists()
    make.emergency(cast.chaba, cast.mana)
    assert not opens(cast.mana, cast.chaba)


def test_it_ends_after_sixty_minutes_and_what_is_typed_then_becomes_a_draft(cast, as_, hour, clock):
    client = as_(cast.mana)
    clock.move_to(hour.opened_at + datetime.timedelta(minutes=59, seconds=55))
    assert opens(cast.mana, cast.chaba)
    assert "แพ้เพนิซิลลิน" in client.get(page_of(hour)).content.decode()
    clock.move_to(hour.opened_at + datetime.timedelta(minutes=60, seconds=5))
    assert not opens(cast.mana, cast.chaba)
    answer = client.post(close(hour), {"told": "โทรหายายแล้ว พาไปโรงพยาบาล", "do": "keep"}, follow=True)
    page = answer.content.decode()
    assert "หมดเวลาเปิดข้อมูลแล้ว" in page
    assert "โทรหายายแล้ว พาไปโรงพยาบาล" in page
    assert "แพ้เพนิซิลลิน" not in page
    assert "ชบา" not in page
    hour.refresh_from_db()
    assert (hour.told, hour.closed_at) == ("", None)
    assert Draft.objects.filter(user=cast.mana, form="students:emergency", about=hour.public_id).exists()


def test_another_draft_is_not_written_over_and_nothing_typed_is_lost(cast, as_, hour, clock):
    client = as_(cast.mana)
    waits = {"told": "ร่างของอีกหน้า", "draft_page": "8f14e45f-ceea-467f-a0e6-7d6e8a3b1c01"}
    clock.move_to(hour.opened_at + datetime.timedelta(minutes=59, seconds=55))
    client.post(reverse("schools:draft", args=["students:emergency", hour.public_id]), waits)
    clock.move_to(hour.opened_at + datetime.timedelta(minutes=60, seconds=5))
    answer = client.post(close(hour), {"told": "โทรหายายแล้ว", "do": "keep"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "มีร่างอื่นของรายการนี้ค้างอยู่" in page
    assert "โทรหายายแล้ว</textarea>" in page
    assert "ร่างของอีกหน้า" in client.get(f"{page_of(hour)}?draft=1").content.decode()


def test_what_was_done_is_kept_and_it_is_closed_before_its_hour(cast, as_, hour):
    client = as_(cast.mana)
    client.post(close(hour), {"told": "โทรหายายแล้ว", "do": "keep"})
    assert opens(cast.mana, cast.chaba)
    client.post(close(hour), {"told": "ยายมารับแล้ว", "do": "close"})
    hour.refresh_from_db()
    assert hour.told == "ยายมารับแล้ว"
    assert not opens(cast.mana, cast.chaba)
    assert as_(cast.kanplu).post(close(hour), {"told": "แก้"}).status_code == 403


def test_not_twice_before_the_review(cast, as_, hour):
    client = as_(cast.mana)
    client.post(close(hour), {"told": "", "do": "close"})
    answer = client.post(NEW, form(cast), follow=True)
    assert "ยังไม่มีผู้ทบทวน จึงเปิดอีกไม่ได้" in answer.content.decode()
    assert Emergency.objects.count() == 1
    assert Line.objects.filter(verb="refused", students=[cast.chaba.pk]).count() == 1
    as_(cast.praphan).post(review(hour), {"verdict": "right", "text": "จำเป็น"})
    client.post(NEW, form(cast))
    assert Emergency.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"reason": "สั้นไป"}, "พิมพ์อย่างน้อย 20 ตัวอักษร"),
        ({"why": ""}, "เลือกว่าเกิดอะไรขึ้น"),
        ({"student": ""}, "เลือกนักเรียนหนึ่งคน"),
        ({"name": "ก"}, "พิมพ์อย่างน้อย 2 ตัวอักษร"),
        ({"room": "nowhere1"}, "เลือกห้องจากรายการ"),
    ],
)
def test_what_is_missing_is_asked_for(cast, as_, more, said):
    assert said in as_(cast.mana).post(NEW, form(cast, **more)).content.decode()
    assert not Emergency.objects.exists()


def test_a_child_of_another_school_is_not_to_be_found(cast, as_):
    page = as_(cast.mana).post(NEW, {"do": "find", "room": cast.far_room.public_id, "name": "ลูกตาล"}).content.decode()
    assert "เลือกห้องจากรายการ" in page
    as_(cast.mana).post(NEW, form(cast, cast.luktan, name="ลูกตาล"))
    assert not Emergency.objects.exists()


def test_whom_she_may_open_anyway_she_is_led_to(cast, as_):
    answer = as_(cast.somying).post(NEW, form(cast))
    assert answer.url == reverse("studentcare:student", args=[cast.chaba.public_id])
    assert not Emergency.objects.exists()


@pytest.mark.parametrize("who", ["kanplu", "praphan", "pim", "khet", "truat", "bunchi", "gone"])
def test_who_sees_everybody_or_nobody_opens_none(cast, as_, who):
    assert as_(getattr(cast, who)).post(NEW, form(cast)).status_code == 403


def test_it_asks_for_the_password_again(cast):
    client = Client()
    client.force_login(cast.mana)
    assert client.post(NEW, form(cast)).url.startswith(reverse("account_reauthenticate"))
    assert not Emergency.objects.exists()


def test_the_same_form_sent_twice_opens_one(cast, as_):
    client, sent = as_(cast.mana), form(cast, form_key=str(make.uid()))
    client.post(NEW, sent)
    client.post(NEW, sent)
    assert Emergency.objects.count() == 1


def test_nobody_opens_one_for_another_or_takes_it_away_past_the_views(cast, hour):
    with pytest.raises(DatabaseError, match="row-level security"), acting(cast.somying), transaction.atomic():
        make.emergency(cast.kita, cast.mana)
    for person in (cast.mana, cast.kanplu):
        with acting(person):
            assert Emergency.objects.filter(pk=hour.pk).delete()[0] == 0
    with acting(cast.somying):
        assert Emergency.objects.filter(pk=hour.pk).update(told="เปลี่ยน") == 0


def test_a_move_to_another_school_waits_for_the_review(cast, hour):
    with pytest.raises(DatabaseError, match="not settled"), transaction.atomic():
        make.transfer(cast.chaba, to_school=cast.elsewhere, by=cast.tabian)


def test_a_suspicion_at_home_comes_before_the_telephone(cast, as_, hour):
    alert = make.alert(cast.chaba, by=cast.somying)
    alert.is_home_suspected = True
    alert.save()
    page = as_(cast.mana).get(page_of(hour)).content.decode()
    assert page.index("ยังไม่แจ้งผู้ปกครอง") < page.index("000-111-2222")
