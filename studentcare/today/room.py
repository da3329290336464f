"""The homeroom teacher's day: her room's children."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from cases.gaps import current_rows, needing_care, rounds_of
from cases.models import Task
from schools import calendar
from schools.models import Classroom, User
from screening.models import Round, Submission
from screening.models.rows import RowQuerySet
from studentcare import steps
from studentcare.today.cards import Card, Day, Rail, names
from studentcare.today.visiting import left
from students.models import Alert


def homeroom(user: User, today: date, day: Day) -> None:
    rooms = user.rights.classrooms
    schools = {held.school.pk: held.school for held in user.rights.held if held.school and held.classroom}
    rounds = {pk: rounds_of(school) for pk, school in schools.items()}
    rows = current_rows(user, known=rounds).filter(student__classroom__in=user.rights.rooms)
    day.cards += alerts(user, user.rights.rooms)
    for school in schools.values():
        fill_rooms(user, day, [room for room in rooms if room.school_id == school.pk], rounds[school.pk].current, rows)
    left(user, today, day)
    day.cards += gap(rows)
    own_tasks(user, today, day)


def alerts(user: User, rooms: frozenset[int]) -> list[Card]:
    raised = list(
        Alert.objects.visible_to(user)
        .unsettled()
        .filter(student__classroom__in=rooms)
        .select_related("student")
        .order_by("due_at")
    )
    if not raised:
        return []
    who = names(f"{alert.student.short_name} {alert.get_kind_display()}" for alert in raised)
    first = raised[0]
    return [
        Card(
            "คนต้องช่วยทันที",
            "เปิดเคส",
            f"{reverse('cases:open_case', args=[first.student.public_id])}?alert={first.public_id}",
            count=len({alert.student_id for alert in raised}),
            notes=(who, "แจ้งครูแนะแนวและ ผอ. แล้ว"),
            due=timezone.localtime(first.due_at).date(),
            is_urgent=True,
        )
    ]


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
            day.cards.append(screening(room, far, round_))


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
        ("4 ป้องกันและแก้ไข มีผู้ดูแล", far.cared, far.needing),
        ("5 ส่งต่อ มีคำตอบ", far.answered, far.sent),
    )
    url = reverse("studentcare:classroom", args=[room.public_id])
    return Rail(f"{room.name} ในงานดูแล", bars=bars, url=url, link="ดูทั้งห้อง")


def gap(rows: RowQuerySet) -> list[Card]:
    found = needing_care(rows)
    children = [row.student for row in found.select_related("student").order_by("-final_group", "student__sort_key")]
    return [
        Card(
            "คนที่เข้าเกณฑ์ แต่ยังไม่มีใครดูแล",
            "ดูรายชื่อ",
            reverse("cases:gap_list"),
            count=len(children),
            notes=(names(child.short_name for child in children),),
        )
    ]


def own_tasks(user: User, today: date, day: Day) -> None:
    """Her own tasks in cases: due until today a card, otherwise the next day as a line."""
    tasks = list(
        Task.objects.visible_to(user)
        .undone()
        .filter(responsible=user)
        .exclude(case__state="closed")
        .select_related("student", "case")
        .order_by("due_on")[:50]
    )
    due = [task for task in tasks if task.due_on <= today]
    if due:
        day.cards.append(
            Card(
                "งานจากเคสที่ถึงกำหนด",
                "ดูเคส",
                reverse("cases:case", args=[due[0].case.public_id]),
                count=len(due),
                notes=(names((f"{task.text} {task.student.short_name}" for task in due), most=2, unit="งาน"),),
                due=due[0].due_on,
            )
        )
    elif tasks:
        when = calendar.format_tiny(tasks[0].due_on)
        day.done.append(f"งานจากเคสที่ถึงกำหนดวันนี้ ทำครบแล้ว · งานถัดไป {when}")
