"""What the day asks about referrals: who has not answered, who has, what was asked of oneself, whether it helped."""

from datetime import date, timedelta

from django.urls import reverse

from cases.passed import waiting_for as passed_to
from referrals import asked_inside, directory, following
from referrals.clock import waiting
from referrals.listing import Asked as Filters
from referrals.models import SIDE_EXITS, Inside, InsideState, Referral
from referrals.models import State as ReferralState
from referrals.waiting import late_schools, waiting_inside
from schools.models import Holiday, Role, School, User
from schools.thai import nbsp
from studentcare.today.asking import CHILD, Asked, Found, Made, Question, asked
from studentcare.today.cards import Card, Day, names

A_YEAR = timedelta(days=366)
MANY = 500  # more letters than any school has under way, more holidays than a year has


def counselor(user: User, schools: list[School], today: date, day: Day) -> None:
    """Her schools' letters, from what presses most."""
    day.wanted += [
        silent(user, schools, today),
        unread(user, schools),
        side_exits(user, schools),
        follow_ups(user, today),
        agreements(user, today),
    ]


def silent(user: User, schools: list[School], today: date) -> Asked:
    """Sent, and the working days within which the letter asked for an answer are over."""
    sent = Referral.objects.visible_to(user).waiting().filter(school__in=schools, sent_on__lt=today)
    holidays = Holiday.objects.filter(area__in={school.area_id for school in schools}, on__gt=today - A_YEAR)

    def card(found: Found, closed: Found) -> Made:
        off = frozenset(date.fromisoformat(one["on"]) for one in closed.first)
        days = [waiting(date.fromisoformat(one["on"]), today, off, is_urgent=one["urgent"]) for one in found.first]
        late = [one for one in days if one.is_silent]
        url = f"{reverse('referrals:board')}?state={ReferralState.SENT}&silent=1"
        longest = (f"นานสุด {late[0].words}",) if late else ()
        return Card("การส่งต่อที่หน่วยงานยังไม่ตอบเกินกำหนด", "ติดตาม", url, count=len(late), notes=longest)

    first = {"on": "sent_on", "urgent": "is_urgent"}
    every = Question(sent.order_by("sent_on", "pk"), first=first, most=MANY)
    return asked(card, every, Question(holidays.order_by("on"), first={"on": "on"}, most=MANY))


def unread(user: User, schools: list[School]) -> Asked:
    """They have answered, and nobody of the school has said that she read it."""
    letters = Filters(unread=True).narrow(Referral.objects.visible_to(user).filter(school__in=schools), user)

    def card(found: Found) -> Made:
        url = f"{reverse('referrals:board')}?unread=1"
        if found.count == 1:
            url = reverse("referrals:referral", args=[found.first[0]["rid"]])
        return Card("คำตอบจากหน่วยงานที่ยังไม่ได้รับทราบ", "อ่านคำตอบ", url, count=found.count)

    return asked(card, Question(letters.order_by("answered_at", "pk"), first={"rid": "public_id"}, most=1))


def side_exits(user: User, schools: list[School]) -> Asked:
    letters = Referral.objects.visible_to(user).filter(school__in=schools, state__in=SIDE_EXITS)

    def card(found: Found) -> Made:
        url = f"{reverse('referrals:board')}#exits"  # they stand below the columns
        return Card("การส่งต่อที่ต้องหาทางใหม่", "ดูและเลือกทาง", url, count=found.count)

    return asked(card, Question(letters.order_by("pk")))


def follow_ups(user: User, today: date) -> Asked:
    def card(found: Found) -> Made:
        url, notes = reverse("referrals:follow_up_list"), (found.names(),)
        return Card("ติดตามหลังรับบริการ", "ถามผล", url, count=found.count, due=found.due, notes=notes)

    through = {key: f"referral__{field}" for key, field in CHILD.items()}
    return asked(card, Question(following.due_follow_ups(user, today), due="due_on", first=through))


def asked_of(user: User, today: date, day: Day) -> None:
    """What others ask of this very person, whatever her duty."""
    held = user.rights.roles
    if user.rights.care_schools or held & {"area_psychologist", "area_officer"}:
        day.wanted += [inside(user), in_hand(user)]
    if "head" in held:
        day.wanted.append(left_inside(user, today))
    if held & {"counselor", "head"}:
        day.wanted.append(passed(user))


def inside(user: User) -> Asked:
    """Somebody asked this very person for help with a child."""

    def card(found: Found) -> Made:
        url = f"{reverse('referrals:inside_list')}?tab=mine&state=pending"
        if found.count == 1:
            url = reverse("referrals:inside", args=[found.first[0]["iid"]])
        return Card("เรื่องส่งต่อภายในถึงคุณ", "เปิดและตอบ", url, count=found.count, due=found.due)

    return asked(card, Question(asked_inside.waiting_for_me(user), due="due_on", first={"iid": "public_id"}, most=1))


def in_hand(user: User) -> Asked:
    """She has taken it; somebody waits for what came of it."""
    mine = Inside.objects.visible_to(user).filter(state=InsideState.ACCEPTED, addressees__user=user).distinct()

    def card(found: Found) -> Made:
        url = f"{reverse('referrals:inside_list')}?tab=mine&state=accepted"
        if found.count == 1:
            url = reverse("referrals:inside", args=[found.first[0]["iid"]])
        return Card("เรื่องส่งต่อภายในที่รับไว้", "บันทึกผล", url, count=found.count)

    return asked(card, Question(mine.order_by("sent_at", "pk"), first={"iid": "public_id"}, most=1))


def left_inside(user: User, today: date) -> Asked:
    """Nobody of her staff has answered in time: she may on their behalf."""

    def card(found: Found) -> Made:
        url = reverse("referrals:waiting")
        return Card("เรื่องส่งต่อภายในที่เลยกำหนดตอบ", "ดูและทวง", url, count=found.count, due=found.due)

    return asked(card, Question(waiting_inside(user, today), due="due_on"))


def passed(user: User) -> Asked:
    """Cases that came with a child from another school, and nobody has taken."""

    def card(found: Found) -> Made:
        return Card("เคสที่โรงเรียนเดิมส่งมอบ", "ดูและรับ", reverse("cases:passings"), count=found.count)

    return asked(card, Question(passed_to(user)))


def late(user: User, day: Day) -> None:
    """For the area's office: at how many schools agencies leave letters unanswered. No letter, no child."""
    for area in sorted(user.rights.areas_as(Role.AREA_OFFICER)):
        schools = [one for one in late_schools(user) if one.school.area_id == area]
        if schools:
            url = reverse("supervision:area", args=[schools[0].school.area.public_id])
            called = names((one.school.name for one in schools), unit="โรงเรียน")
            title = f"โรงเรียนที่หน่วยงานไม่ตอบเกิน {nbsp(10, 'วันทำการ')}"
            day.wanted.append(Card(title, "ดูและช่วยประสาน", url, count=len(schools), notes=(called,)))


def agreements(user: User, today: date) -> Asked:
    def card(found: Found) -> Made:
        url = reverse("referrals:agreements")
        return Card("ข้อตกลงที่ใกล้หมดอายุ", "ดูและต่ออายุ", url, count=found.count, due=found.due)

    return asked(card, Question(directory.expiring_agreements(user, today), due="until_on"))
