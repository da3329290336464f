"""What was seen in a room this year, as a sheet."""

from django.utils import timezone

from activities import points, rules
from activities.terms import term_of
from journal.papers import Workbook
from schools.models import Classroom, User
from students.models import Student

HEADER = ("เลขที่", "ชื่อ สกุล", "ชื่นชม (ปีนี้)", "ชื่นชม (ภาคนี้)", "สังเกต", "ตักเตือน", "คะแนนความประพฤติ")


def room_observations(user: User, *, classroom_id: int) -> Workbook:
    """Counts per child, no words: what was written stays on the child's page."""
    room = Classroom.objects.visible_to(user).get(pk=classroom_id)
    today = timezone.localdate()
    year, term = term_of(today)
    children = Student.objects.visible_to(user).in_room(room).by_number()
    ours = [child for child in children if rules.may_observe(user, child)]
    lines = points.of_children(user, ours, on=today)
    return Workbook(
        title=f"{room.name.replace('/', '-')} {term}-{year}",
        header=HEADER,
        rows=[
            (
                line.student.number,
                line.student.full_name,
                line.praises,
                line.this_term,
                line.neutral,
                line.concerns,
                line.left,
            )
            for line in lines
        ],
        widths=(8, 32, 14, 14, 10, 10, 18),
    )
