"""The homeroom teacher's day: her room's children."""

from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone

from cases.gaps import current_rows, needing_care, rounds_of
from schools import calendar
from schools.models import Classroom, User
from screening.models import Round, Row, Submission
from screening.models.rows import RowQuerySet
from studentcare import steps
from studentcare.today.asking import CHILD, Asked, Found, Made, Question, asked, called
from studentcare.today.cards import Card, Day, Latest, Rail
from studentcare.today.visiting import left


def homeroom(user: User, today: date, day: Day) -> None:
    rooms = user.rights.classrooms
    schools = {held.school.pk: held.school for held in user.rights.held if held.school and held.classroom}
    rounds = day.rounds = {pk: rounds_of(school) for pk, school in schools.items()}
    rows = current_rows(user, known=rounds).filter(student__classroom__in=user.rights.rooms)
    for school in schools.values():
        fill_rooms(user, day, [room for room in rooms if room.school_id == school.pk], rounds[school.pk].current, rows)
    left(user, today, day)
    day.wanted.append(saved_last(user, today, [known.current for known in rounds.values() if known.current]))


def saved_last(user: User, today: date, rounds: list[Round]) -> Asked:
    """The row that she saved last today, so that a slip is found again at once."""
    since = timezone.make_aware(datetime.combine(today, time.min))
    hers = Row.objects.visible_to(user).filter(
        recorded_by=user, recorded_at__gte=since, round__in=rounds, student__classroom__in=user.rights.rooms
    )
    place = {"at": "recorded_at", "sid": "student__public_id"}
    place |= {"cid": "student__classroom__public_id", "rid": "round__public_id"}

    def line(found: Found) -> Made:
        if not found.count:
            return None
        row = found.first[0]
        grid = reverse("screening:grid", kwargs={"cid": row["cid"], "rid": row["rid"]})
        at = calendar.format_time(timezone.localtime(datetime.fromisoformat(row["at"])))
        return Latest(f"ล่าสุด คุณบันทึก {called(row)} เมื่อ {at}", f"{grid}#r-{row['sid']}")

    return asked(line, Question(hers.order_by("-recorded_at", "-pk"), first=CHILD | place, most=1))


def fill_rooms(user: User, day: Day, rooms: list[Classroom], round_: Round | None, rows: RowQuerySet) -> None:
    progress = steps.of_rooms(user, rooms, round_, rows)
    handed_in = set(
        Submission.objects.visible_to(user)
        .filter(round=round_, classroom__in=rooms)
        .handed_in()
        .values_list("classroom", flat=True)
    )
    for room in rooms:
        far = progress[room.pk]
        day.rails.append(rail(room, far))
        if far.enrolled and far.known == far.enrolled:
            day.done.append(f"{room.name} ข้อมูลนักเรียนครบ {far.known}/{far.enrolled}")
        if round_ is None or not far.enrolled:
            continue
        if room.pk in handed_in:
            day.done.append(f"{room.name} ส่งผลคัดกรอง {round_.name} แล้ว {far.screened}/{far.enrolled}")
        else:
            day.wanted.append(screening(room, far, round_))


def screening(room: Classroom, far: steps.Steps, round_: Round) -> Card:
    """What is left to screen; when nothing is left, that the results wait to be handed in."""
    address = {"cid": room.public_id, "rid": round_.public_id}
    if not far.left:
        url = reverse("screening:submit", kwargs=address)
        return Card(f"ห้อง {room.name} คัดกรองครบแล้ว รอส่งผล", "ตรวจและส่งผล", url, count=1, due=round_.closes_on)
    return Card(
        f"คนที่ยังไม่ได้คัดกรอง {room.name}",
        "ทำต่อ" if far.screened else "เริ่มคัดกรอง",
        reverse("screening:grid", kwargs=address),
        count=far.left,
        progress=(far.screened, far.enrolled),
        due=round_.closes_on,
    )


def rail(room: Classroom, far: steps.Steps) -> Rail:
    bars = (
        ("1 รู้จักนักเรียน ข้อมูลครบ", far.known, far.enrolled),
        ("2 คัดกรอง", far.screened, far.enrolled),
        ("3 ส่งเสริม เข้าร่วมกิจกรรม", far.joined, far.enrolled),
        ("4 ป้องกันและแก้ไข มีผู้ดูแล", far.cared, far.needing),
        ("5 ส่งต่อ มีคำตอบ", far.answered, far.sent),
    )
    url = reverse("studentcare:classroom", args=[room.public_id])
    return Rail(f"{room.name} ในงานดูแล", bars=bars, url=url, link="ดูทั้งห้อง")


def gap(rows: RowQuerySet) -> Asked:
    """The list of those who have nobody, over all her rooms and levels at once; who leads the school has it beside."""
    waiting = needing_care(rows).order_by("-final_group", "student__sort_key", "pk")

    def card(found: Found) -> Card:
        return Card(
            "คนที่เข้าเกณฑ์ แต่ยังไม่มีใครดูแล",
            "ดูรายชื่อ",
            reverse("cases:gap_list"),
            count=found.count,
            notes=(found.names(),),
        )

    return asked(card, Question(waiting, first=CHILD))
