"""วันนี้: what each duty is asked to do, with the numbers of the lists behind the buttons."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from cases.gaps import current_rows, needing_care
from journal.context import acting
from schools.models import Holiday, Role
from schools.models.people import User
from studentcare.today import day_of
from studentcare.today.cards import MOST, Card, arrange, due_mark, names
from tests import make
from tests.students.tables import attendance

TODAY = datetime.date(2025, 6, 25)
NOON = datetime.datetime(2025, 6, 25, 5, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


@pytest.fixture
def busy(cast):
    """Something of everything in บ้านสมมติวิทยา: an alert, a gap, late tasks, letters, rooms that are not done."""
    cast.round = make.screening_round(area=cast.area, by=cast.khet)
    make.row(cast.chaba, round_=cast.round, by=cast.somying, levels="12111111111")
    make.alert(cast.kita, by=cast.somying)
    helped = make.case(cast.thara, by=cast.mana, owner=cast.kanplu)
    make.task(helped, responsible=cast.kanplu, due_on=TODAY - 2 * DAY)
    make.task(make.case(cast.kita, by=cast.somying, state="intake"), responsible=cast.somying, due_on=TODAY)
    make.referral(helped, by=cast.kanplu, state="sent", sent_on=datetime.date(2025, 6, 9))
    make.referral(helped, by=cast.kanplu, state="awaiting_signature")
    make.referral(helped, by=cast.kanplu, state="awaiting_signature")
    for about in (["learning"], ["games"]):
        make.case(cast.thara, by=cast.mana, owner=cast.kanplu, state="plan_review", aspects=about)
    make.case(
        cast.thara,
        by=cast.mana,
        owner=cast.kanplu,
        aspects=["health"],
        review_on=TODAY - DAY,
        touched_at=NOON - 15 * DAY,
    )
    make.incident(cast.thara, by=cast.mana, group="accident")
    make.incident(cast.thara, by=cast.mana, group="right")
    make.protection(cast.thara, by=cast.mana)
    make.emergency(cast.chaba, cast.decha)
    return cast


def day(user):
    fresh = User.objects.get(pk=user.pk)
    with acting(fresh):
        return day_of(fresh, TODAY)


def cards(user):
    """All that is asked of her: the five and what has no room among them."""
    hers = day(user)
    return {card.title: card for card in [*hers.cards, *hers.more]}


def found(user, beginning):
    return next((card for title, card in cards(user).items() if title.startswith(beginning)), None)


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


@pytest.mark.parametrize(
    "person",
    ["somying", "kanplu", "praphan", "wilai", "decha", "pim", "tabian", "bunchi", "khet", "klum", "rabop", "truat"],
)
def test_the_page_takes_at_most_twelve_statements(busy, as_, statements, person):
    """Sign-in and shell four, then one for all that is counted and a few for what is not a number."""
    busy.campaign = make.campaign(school=busy.school, by=busy.kanplu)
    client = as_(getattr(busy, person))
    client.get(reverse("studentcare:today"))  # the session has been written
    with statements() as made:
        answer = client.get(reverse("studentcare:today"))
    assert answer.status_code == 200
    assert len(made) <= 12, made


# Where the list behind a card tells how long it is.
LISTS = {
    "/cases/?tab=intake": lambda told: len(told["rows"]),
    "/cases/?tab=silent": lambda told: len(told["rows"]),
    "/cases/?tab=late": lambda told: len(told["rows"]),
    "/cases/?tab=approval": lambda told: len(told["rows"]),
    "/cases/": lambda told: len({alert.student_id for alert, *_ in told["alerts"]}),
    "/tasks/?of=school": lambda told: next(part.count for part in told["parts"] if part.key == "overdue"),
    "/tasks/": lambda told: sum(
        part.count for part in told["parts"] if part.key in ("overdue", "today")
    ),  # a teacher's
    "/gaps/": lambda told: told["page"].paginator.count,
    "/incidents/?state=open": lambda told: told["page"].paginator.count,
    "/protections/": lambda told: told["page"].paginator.count,
    "/emergencies/": lambda told: sum(may_review for *_, may_review in told["rows"]),
    "/referrals/?state=awaiting_signature": lambda told: len(told["to_sign"]),
    "/referrals/?state=sent&silent=1": lambda told: told["total"],
    "/watch/health/?show=unweighed": lambda told: told["page"].paginator.count,
}


@pytest.mark.parametrize("person", ["somying", "kanplu", "praphan", "decha", "pim", "wilai"])
def test_a_card_says_the_number_of_the_list_it_leads_to(busy, as_, person):
    client, compared = as_(getattr(busy, person)), 0
    for card in cards(getattr(busy, person)).values():
        if card.url in LISTS:
            told = client.get(card.url).context
            assert LISTS[card.url](told) == card.count, card.title
            compared += 1
    assert compared


def test_who_holds_every_duty_of_a_small_school_finds_each_thing_once(busy):
    """Head, counselor and homeroom teacher in one person (decisions C3): one card for the alert, one for the gap."""
    make.appoint(busy.praphan, Role.COUNSELOR, school=busy.school)
    make.appoint(busy.praphan, Role.HOMEROOM, classroom=busy.room, school=busy.school)
    hers = day(busy.praphan)
    titles = [card.title for card in [*hers.cards, *hers.more]]
    assert len(titles) == len(set(titles))
    assert titles.count("คนต้องช่วยทันที") == 1


def test_a_teacher_with_two_alerts_opens_the_queue_and_with_one_the_case(busy):
    assert "/cases/new/?alert=" in found(busy.somying, "คนต้องช่วยทันที").url
    make.alert(busy.chaba, by=busy.somying)
    assert found(busy.somying, "คนต้องช่วยทันที").url == reverse("cases:caseload")


def test_a_late_task_of_the_counselors_own_is_counted_once(busy):
    assert found(busy.kanplu, "งานที่เลยกำหนด").count == 1
    assert found(busy.kanplu, "งานของฉัน") is None


def test_the_only_one_that_waits_opens_at_once(cast):
    """Two taps from วันนี้ to an approved plan or a signed letter (ux.md 4.1)."""
    case = make.case(cast.thara, by=cast.mana, owner=cast.kanplu, state="plan_review")
    letter = make.referral(case, by=cast.kanplu, state="awaiting_signature")
    urls = [card.url for card in cards(cast.praphan).values()]
    assert reverse("cases:case", args=[case.public_id]) in urls
    assert reverse("referrals:referral", args=[letter.public_id]) in urls


def test_what_has_no_room_among_the_five_is_a_line_and_not_lost(busy, as_):
    hers = day(busy.kanplu)
    assert len(hers.cards) == MOST
    assert hers.more
    body = as_(busy.kanplu).get(reverse("studentcare:today")).content.decode()
    assert all(card.title in body for card in hers.more)


@pytest.mark.parametrize(("person", "line"), [("mana", "กำลังรอผู้รับเรื่อง"), ("pim", None)])
def test_who_reported_reads_that_it_was_heard(busy, person, line):
    make.incident(busy.thara, by=busy.mana, group="accident", is_quick=True, alert=make.alert(busy.thara, by=busy.mana))
    assert any(line and line in one for one in day(getattr(busy, person)).done) == bool(line)


def test_statements_do_not_grow_with_children(busy, as_, statements):
    client = as_(busy.somying)
    client.get(reverse("studentcare:today"))
    with statements() as few:
        client.get(reverse("studentcare:today"))
    for number in range(8, 38):
        child = make.student(f"เด็ก{number}", classroom=busy.room, number=number)
        make.row(child, round_=busy.round, by=busy.somying, levels="13111111111")
    with statements() as many:
        client.get(reverse("studentcare:today"))
    assert len(many) == len(few)


def card(title, **more):
    return Card(title, "ดู", "/", **{"count": 1} | more)


def test_urgent_before_overdue_before_the_rest():
    late = card("late", due=TODAY - DAY)
    urgent = card("urgent", is_urgent=True)
    shown = arrange([card("plain"), card("none", count=0), late, card("soon", due=TODAY + DAY), urgent], TODAY)
    assert [one.title for one in shown] == ["urgent", "late", "plain", "soon"]


@pytest.mark.parametrize(
    ("days", "mark"),
    [(-1, ("due-over", "prob")), (0, ("due-soon", "risk")), (2, ("due-soon", "risk")), (3, ("", ""))],
)
def test_days_are_marked_when_they_come_near(days, mark):
    assert due_mark(TODAY + days * DAY, TODAY) == mark


def test_names_say_how_many_more_there_are():
    assert names(["ก", "ข"]) == "ก · ข"
    assert names(["ก", "ข", "ค", "ง", "จ"]) == "ก · ข · ค และอีก\u00a02\u00a0คน"


def test_early_warning_stands_beside_the_cards_with_the_gravest_first(busy):
    assert not [rail for rail in day_of(busy.somying, TODAY).rails if "สัญญาณเตือน" in rail.title]
    attendance(busy.chaba, TODAY.replace(day=1), by=busy.somying, days=18, absent=9)
    for person in (busy.somying, busy.kanplu):
        rail = next(rail for rail in day_of(person, TODAY).rails if "สัญญาณเตือน" in rail.title)
        assert rail.title == "สัญญาณเตือน 1\u00a0คน"
        assert rail.lines == ((busy.chaba.short_name, "สูง 5"),)
        assert rail.url == reverse("screening:warnings")
