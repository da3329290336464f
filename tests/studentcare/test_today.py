"""วันนี้: what each duty is asked to do, with the numbers of the lists behind the buttons."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.gaps import current_rows, needing_care
from schools.models import Holiday, Role
from schools.models.people import User
from studentcare.today import day_of
from studentcare.today.cards import MOST
from tests import make
from tests.studentcare.days import DAY, TODAY, cards, day, found
from tests.students.tables import attendance


@pytest.mark.parametrize(
    ("person", "title", "count"),
    [
        ("somying", "คนต้องช่วยทันที", 1),
        ("somying", "คนที่ยังไม่ได้คัดกรอง ป.4/1", 1),
        ("somying", "คนที่เข้าเกณฑ์", 1),
        ("somying", "งานจากเคสที่ถึงกำหนด", 1),
        ("mana", "คนที่ยังไม่ได้คัดกรอง ป.4/2", 1),
        ("kanplu", "คนต้องช่วยทันที", 1),
        ("kanplu", "งานที่เลยกำหนด", 1),
        ("kanplu", "การส่งต่อที่หน่วยงานยังไม่ตอบ", 1),
        ("kanplu", "คำขอเปิดเคสใหม่", 1),
        ("kanplu", "เคสที่เลยกำหนดทบทวน", 1),
        ("kanplu", "เคสที่ไม่มีความเคลื่อนไหว 14 วัน", 1),
        ("kanplu", "เรื่องคุ้มครองเด็กที่ยังไม่ได้แจ้งหน่วยงาน", 1),
        ("kanplu", "เหตุการณ์ที่ยังไม่สรุปผล", 2),
        ("kanplu", "การเปิดข้อมูลฉุกเฉินที่ต้องทบทวน", 1),
        ("praphan", "แผนหรือการปิดเคสรออนุมัติ", 2),
        ("praphan", "เรื่องคุ้มครองเด็กที่ยังไม่ได้แจ้งหน่วยงาน", 1),
        ("decha", "เหตุการณ์ที่ยังไม่สรุปผล", 1),
        ("pim", "ห้องที่ยังชั่งวัดไม่ครบ", 2),
        ("wilai", "ห้องในระดับที่ยังส่งผลไม่ครบ", 2),
        ("wilai", "คนที่เข้าเกณฑ์", 1),
        ("kanplu", "ห้องที่ยังส่งผลไม่ครบ", 2),
        ("praphan", "หนังสือส่งต่อรอลงนาม", 2),
        ("praphan", "ห้องที่ยังส่งผลไม่ครบ", 2),
        ("tabian", "คนที่ยังไม่มีเลขที่", 1),
        ("bunchi", "คนที่ยังไม่มีหน้าที่", 1),
        ("khet", "โรงเรียนที่ยังไม่เริ่มคัดกรอง", 1),
        ("khet", "โรงเรียนที่ยังคัดกรองไม่ครบ", 1),
        ("klum", "โรงเรียนที่ยังคัดกรองไม่ครบ", 1),
        ("rabop", "โรงเรียนที่ยังไม่มีผอ.", 1),
        ("rabop", "โรงเรียนที่ยังไม่มีผู้ดูแลบัญชี", 1),
    ],
)
def test_a_duty_asks_for_its_work(busy, person, title, count):
    card = found(getattr(busy, person), title)
    assert card, f"{person} is not asked for {title}"
    assert card.count == count


def test_the_most_pressing_card_comes_first_and_there_are_at_most_five(busy):
    shown = day_of(busy.kanplu, TODAY).cards
    assert shown[0].is_urgent
    assert [card.is_urgent for card in shown[:3]] == [True, True, False]
    assert shown[2].title == "งานที่เลยกำหนด"
    assert len(shown) <= MOST


def test_the_gap_on_the_card_is_the_gap_of_the_list(busy):
    card = found(busy.somying, "คนที่เข้าเกณฑ์")
    assert card.count == needing_care(current_rows(busy.somying)).count() == 1
    assert card.notes == (busy.chaba.short_name,)


def test_the_head_reads_how_many_are_urgent_and_not_whom(busy):
    card = found(busy.praphan, "คนต้องช่วยทันที")
    assert card.count == 1
    assert card.notes == ()


@pytest.mark.parametrize(
    ("role", "days_ago", "by", "count"),
    [
        (Role.COUNSELOR, 0, "bunchi", 1),
        (Role.REGISTRAR, 6, "bunchi", 1),
        (Role.NURSE, 7, "bunchi", None),
        (Role.COUNSELOR, 0, "praphan", None),
        (Role.SCHOOL_ADMIN, 0, "rabop", None),
    ],
)
def test_the_head_is_told_of_duties_that_others_gave(busy, role, days_ago, by, count):
    given_by = getattr(busy, by)
    make.appoint(busy.mana, role, school=busy.school, from_on=TODAY - days_ago * DAY, made_by=given_by)
    make.appoint(busy.dokkaew, Role.NURSE, school=busy.elsewhere, from_on=TODAY, made_by=given_by)
    card = found(busy.praphan, "หน้าที่ใหม่ใน 7 วัน")
    assert (card and card.count) == count


def test_a_card_never_says_what_an_alert_is_about_in_full(busy, as_):
    body = as_(busy.somying).get(reverse("studentcare:today")).content.decode()
    assert busy.kita.short_name in body
    assert busy.kita.last_name not in body


def test_a_finished_room_becomes_one_plain_line(cast):
    round_ = make.screening_round(area=cast.area, by=cast.khet)
    for child in (cast.chaba, cast.kita):
        make.row(child, round_=round_, by=cast.somying)
    hers = day(cast.somying)
    assert [card.button for card in hers.cards] == ["ตรวจและส่งผล"]
    round_.submissions.create(
        classroom=cast.room, school=cast.school, submitted_at=timezone.now(), submitted_by=cast.somying
    )
    hers = day(cast.somying)
    assert hers.cards == []
    assert any("ส่งผลคัดกรอง 1/2568 แล้ว 2/2" in line for line in hers.done)


def test_before_a_round_the_counselor_is_shown_how_to_open_one(cast):
    hints = [link for _, link, _ in day_of(cast.kanplu, TODAY).hints]
    assert hints == ["เปิดรอบคัดกรอง", "ดูความคืบหน้า", "ดูทุกรอบ"]
    assert found(cast.somying, "คนที่ยังไม่ได้คัดกรอง") is None


@pytest.mark.parametrize(
    ("person", "name"),
    [("khet", "students:campaigns"), ("praphan", "schools:classrooms"), ("pim", "studentcare:health_watch")],
)
def test_a_line_leads_to_what_has_no_place_in_the_menu(cast, person, name):
    assert name in [url for _, _, url in day_of(getattr(cast, person), TODAY).hints]


def test_a_task_of_a_case_looks_at_it_and_opens_no_new_one(busy):
    assert found(busy.somying, "งานจากเคสที่ถึงกำหนด").button == "เปิดงานของฉัน"
    assert found(busy.kanplu, "งานที่เลยกำหนด").button == "เปิดงาน"


def test_seven_working_days_are_not_yet_silence(cast):
    case = make.case(cast.thara, by=cast.mana, owner=cast.kanplu)
    make.referral(case, by=cast.kanplu, state="sent", sent_on=datetime.date(2025, 6, 16))
    assert found(cast.kanplu, "การส่งต่อ") is None
    make.referral(case, by=cast.kanplu, state="sent", sent_on=datetime.date(2025, 6, 13))
    assert found(cast.kanplu, "การส่งต่อ").count == 1
    Holiday.objects.create(area=cast.area, on=datetime.date(2025, 6, 20), name="วันหยุดพิเศษ")
    assert found(cast.kanplu, "การส่งต่อ") is None


def test_holidays_of_the_coming_year_are_asked_for_sixty_days_before(cast):
    Holiday.objects.create(area=cast.area, on=datetime.date(2025, 12, 5), name="วันพ่อแห่งชาติ")
    rabop = User.objects.get(pk=cast.rabop.pk)
    assert not [card for card in day_of(rabop, datetime.date(2025, 11, 1)).cards if "วันหยุด" in card.title]
    asked = [card for card in day_of(rabop, datetime.date(2025, 11, 5)).cards if "วันหยุด" in card.title]
    assert asked[0].notes[0] == "พ.ศ.\u00a02569"


@pytest.mark.parametrize("person", ["chit", "truat", "gone"])
def test_who_has_no_cards_is_told_where_to_go(busy, as_, person):
    user = getattr(busy, person)
    assert day_of(user, TODAY).hints
    assert as_(user).get(reverse("studentcare:today")).status_code == 200


def test_the_auditor_is_promised_no_page_and_told_how_the_journal_is_checked(busy, as_):
    body = as_(busy.truat).get("/today/").content.decode()
    assert "ไม่เห็นข้อมูลนักเรียนและเคส" in body
    assert "verify_journal" in body
    assert "ดูบันทึกการใช้งาน" not in body


def test_two_duties_bring_the_cards_of_both(busy):
    make.appoint(busy.somying, Role.REGISTRAR, school=busy.school)
    titles = cards(busy.somying)
    assert "คนที่ยังไม่มีเลขที่" in titles
    assert "คนที่ยังไม่ได้คัดกรอง ป.4/1" in titles


def test_a_teacher_with_two_alerts_opens_the_queue_and_with_one_the_case(busy):
    assert "/cases/new/?alert=" in found(busy.somying, "คนต้องช่วยทันที").url
    make.alert(busy.chaba, by=busy.somying)
    assert found(busy.somying, "คนต้องช่วยทันที").url == reverse("cases:caseload")


def test_the_only_one_that_waits_opens_at_once(cast):
    """Two taps from วันนี้ to an approved plan or a signed letter (ux.md 4.1)."""
    case = make.case(cast.thara, by=cast.mana, owner=cast.kanplu, state="plan_review")
    letter = make.referral(case, by=cast.kanplu, state="awaiting_signature")
    urls = [card.url for card in cards(cast.praphan).values()]
    assert reverse("cases:case", args=[case.public_id]) in urls
    assert reverse("referrals:sign", args=[letter.public_id]) in urls


def test_the_areas_admin_reaches_the_network_he_keeps_and_the_years(cast, as_):
    client = as_(cast.rabop)
    today = client.get(reverse("studentcare:today"))
    assert [place.word for place in today.context["places"]] == ["วันนี้", "บุคลากร", "โรงเรียน", "เครือข่าย", "เครื่องมือ"]
    network = next(place for place in today.context["places"] if place.word == "เครือข่าย")
    first = client.get(network.url).content.decode()
    for view in ("agreements", "networks", "add_agency", "import_agencies"):
        assert f'href="{reverse(f"referrals:{view}")}' in first, view
    for page in (today, client.get(reverse("schools:schools"))):
        assert f'href="{reverse("schools:years")}"' in page.content.decode()
    at_years = client.get(reverse("schools:years"))
    assert at_years.context["here"].word == "โรงเรียน"


def test_the_areas_admin_is_told_of_an_agreement_that_ends(cast):
    make.agreement(area=cast.area, by=cast.khet, until_on=TODAY + DAY)
    assert found(cast.rabop, "ข้อตกลงที่ใกล้หมดอายุ").count == 1
    make.appoint(cast.rabop, Role.AREA_OFFICER, area=cast.area)
    both = day(cast.rabop)
    assert [card.title for card in [*both.cards, *both.more]].count("ข้อตกลงที่ใกล้หมดอายุ") == 1


@pytest.mark.parametrize(("person", "line"), [("mana", "กำลังรอผู้รับเรื่อง"), ("pim", None)])
def test_who_reported_reads_that_it_was_heard(busy, person, line):
    make.incident(busy.thara, by=busy.mana, group="accident", is_quick=True, alert=make.alert(busy.thara, by=busy.mana))
    assert any(line and line in one for one in day(getattr(busy, person)).done) == bool(line)


def test_early_warning_stands_beside_the_cards_with_the_gravest_first(busy):
    assert not [rail for rail in day_of(busy.somying, TODAY).rails if "สัญญาณเตือน" in rail.title]
    attendance(busy.chaba, TODAY.replace(day=1), by=busy.somying, days=18, absent=9)
    for person in (busy.somying, busy.kanplu):
        rail = next(rail for rail in day_of(person, TODAY).rails if "สัญญาณเตือน" in rail.title)
        assert rail.title == "สัญญาณเตือน 1\u00a0คน"
        assert rail.lines == ((busy.chaba.short_name, "สูง 5"),)
        assert rail.url == reverse("screening:warnings")


def test_a_teacher_reads_all_steps_of_her_room_beside_the_cards(busy):
    """Step 3 counts children who took part in anything this term; a letter that was called back is none that is out."""
    make.participation(make.activity(by=busy.somying, classroom=busy.room), busy.chaba)
    helped = make.case(busy.chaba, by=busy.somying, owner=busy.kanplu)
    for state in ("sent", "received", "closed", "revoked", "draft"):
        make.referral(helped, by=busy.kanplu, state=state, **({"sent_on": TODAY} if state in ("closed",) else {}))
    bars = day(busy.somying).rails[0].bars
    assert [label[0] for label, _, _ in bars] == ["1", "2", "3", "4", "5"]
    assert bars[2][1:] == (1, 2)
    assert bars[4][1:] == (1, 3)
