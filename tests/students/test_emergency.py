"""A child's page opened for an hour in an emergency: found by name, told at once, over to the second, reviewed."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from journal.context import acting
from journal.models import Line
from schools.models import Draft, Notice, Role
from students import actions
from students.emergency import emergencies_of_area, unreviewed_emergencies
from students.models import Emergency, Student
from tests import make

NEW = "/emergencies/new/"
REASON = "นักเรียนเป็นลมที่สนามฟุตบอล ต้องรู้ว่าแพ้ยาอะไร"


def form(cast, child=None, **more):
    child = child or cast.chaba
    sent = {"do": "open", "room": cast.room.public_id, "name": child.first_name, "student": child.public_id}
    return sent | {"why": "hurt", "reason": REASON} | more


def page_of(emergency):
    return reverse("students:emergency", args=[emergency.public_id])


def close(emergency):
    return reverse("students:close_emergency", args=[emergency.public_id])


def review(emergency):
    return reverse("students:review_emergency", args=[emergency.public_id])


@pytest.fixture
def hour(cast, as_):
    """มานะ of the next room has opened ชบา's page; she has an allergy and a guardian."""
    make.health(cast.chaba, by=cast.pim, allergies="แพ้เพนิซิลลิน")
    make.guardian(cast.chaba, first_name="สายใจ", phone="000-111-2222")
    as_(cast.mana).post(NEW, form(cast))
    return Emergency.objects.get()


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


def test_it_is_told_at_once_to_who_reviews_and_names_nobody(cast, as_, hour):
    told = {notice.to_user.username: notice for notice in Notice.objects.filter(kind="emergency")}
    assert set(told) == {"kanplu", "praphan", "truat"}
    assert all("ชบา" not in f"{one.text}{one.url}{one.get_kind_display()}" for one in told.values())
    assert hour.public_id in told["truat"].url
    assert Line.objects.get(verb="broke_glass").students == [cast.chaba.pk]


def test_who_is_shut_out_is_not_told_and_does_not_review(cast, as_):
    make.exclusion(cast.chaba, cast.kanplu, by=cast.praphan)
    as_(cast.mana).post(NEW, form(cast))
    assert not Notice.objects.filter(to_user=cast.kanplu).exists()
    assert as_(cast.kanplu).get(page_of(Emergency.objects.get())).status_code == 404
    assert "มานะ" not in as_(cast.kanplu).get(reverse("students:emergencies")).content.decode()


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


def test_the_counselor_reviews_and_the_mark_stays(cast, as_, hour):
    client = as_(cast.kanplu)
    student = reverse("studentcare:student", args=[cast.chaba.public_id])
    assert "รอทบทวน" in client.get(student).content.decode()
    with acting(cast.kanplu):
        assert list(unreviewed_emergencies(cast.kanplu)) == [hour]
    assert REASON in client.get(review(hour)).content.decode()
    client.post(review(hour), {"verdict": "wrong", "text": "โทรหาครูประจำชั้นได้"})
    hour.refresh_from_db()
    assert (hour.verdict, hour.reviewed_by) == ("wrong", cast.kanplu)
    with acting(cast.kanplu):
        assert not unreviewed_emergencies(cast.kanplu).exists()
    for page in (student, reverse("studentcare:access", args=[cast.chaba.public_id])):
        assert "ไม่เหมาะสม" in client.get(page).content.decode()
    assert "เปิดข้อมูลฉุกเฉิน 25" not in as_(cast.somying).get(student).content.decode()
    again = client.post(review(hour), {"verdict": "right", "text": "เปลี่ยนใจ"}).content.decode()
    assert "มีผู้ทบทวนแล้ว" in again


def test_it_is_due_on_the_next_working_day(hour):
    assert hour.review_by_at.astimezone(datetime.timezone(datetime.timedelta(hours=7))).isoformat() == (
        "2025-06-26T16:30:00+07:00"
    )


def test_nobody_reviews_her_own(cast, as_, hour):
    make.appoint(cast.mana, Role.HEAD, school=cast.school)
    assert as_(cast.mana).post(review(hour), {"verdict": "right", "text": "จำเป็น"}).status_code == 403
    with pytest.raises(ValidationError), acting(cast.mana):
        actions.review_emergency(hour, verdict="right", text="จำเป็น", by=cast.mana)


def test_the_auditor_reads_that_it_was_and_never_of_whom(cast, as_, hour):
    client = as_(cast.truat)
    page = client.get(reverse("students:emergencies")).content.decode()
    assert "มานะ" in page
    assert "รร.บ้านสมมติวิทยา" in page
    assert "ชบา" not in page
    assert REASON not in page
    assert client.get(page_of(hour)).status_code == 404
    assert client.get(review(hour)).status_code == 404  # the school has somebody who reviews
    with acting(cast.truat):
        assert not Emergency.objects.exists()


def test_where_the_school_has_nobody_left_the_auditor_reviews_unseen(cast, as_, hour):
    for person in (cast.kanplu, cast.praphan):
        person.appointments.update(until_on=datetime.date(2025, 6, 24))
    client = as_(cast.truat)
    page = client.get(review(hour)).content.decode()
    assert "ทบทวนแทนโดยไม่เห็นว่าเป็นนักเรียนคนใด" in page
    assert "ชบา" not in page
    client.post(review(hour), {"verdict": "right", "text": "เหตุสมควร"})
    hour.refresh_from_db()
    assert (hour.verdict, hour.reviewed_by) == ("right", cast.truat)
    assert Line.objects.get(verb="reviewed").user_id == cast.truat.pk


@pytest.mark.parametrize("who", ["kanplu", "mana", "khet", "rabop", "dokkaew"])
def test_the_auditors_function_answers_nobody_else(cast, hour, who):
    with acting(getattr(cast, who)):
        assert emergencies_of_area() == []
        with connection.cursor() as cursor:
            cursor.execute("SELECT review_emergency_unseen(%s, 'right', 'x', now())", [hour.public_id])
            assert cursor.fetchone() == (False,)


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


def test_a_hundred_are_told_and_wait_for_a_hundred_reviews(cast, as_):
    children = [make.student(f"เด็ก{n}", classroom=cast.room, number=n) for n in range(50, 150)]
    client = as_(cast.mana)
    for child in children:
        with acting(cast.mana):
            actions.open_emergency(child, why="hurt", reason=REASON, by=cast.mana)
    assert Notice.objects.filter(kind="emergency", to_user=cast.truat).count() == 100
    assert Line.objects.filter(verb="broke_glass").count() == 100
    with acting(cast.praphan):
        assert unreviewed_emergencies(cast.praphan).count() == 100
    assert client.get(reverse("students:emergencies")).status_code == 200
