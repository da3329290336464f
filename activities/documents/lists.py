"""The list of activities as a workbook: what, when, by whom and how many, without a child's name."""

from collections.abc import Mapping

from activities.asked import asked_of, narrowed
from activities.coverage import counts_of
from activities.models import Activity, Participation
from journal.papers import Workbook
from schools.calendar import format_short
from schools.models import Classroom, User

HEADER = ("วันที่", "ประเภท", "ห้องหรือกลุ่ม", "หัวข้อ", "ผู้จัด", "เข้าร่วม", "ไม่เข้าร่วม", "ลา", "ป้าย", "ผลที่เกิดขึ้น")
WIDTHS = (14, 18, 18, 36, 22, 9, 11, 7, 24, 50)
MOST = 5000
Mark = Participation.Mark


def activities(user: User, *, asked: Mapping[str, str]) -> Workbook:
    """`asked`: as `Asked.told` says it."""
    rooms = Classroom.objects.visible_to(user).filter(public_id=asked.get("room", ""))
    wanted = asked_of(asked, {room.public_id: room.pk for room in rooms})
    found = narrowed(Activity.objects.visible_to(user), wanted)
    lines = list(found.select_related("classroom", "circle", "led_by").latest_first()[:MOST])
    counts = counts_of(Participation.objects.visible_to(user).filter(activity__in=[line.pk for line in lines]))
    return Workbook("กิจกรรม", HEADER, [row(line, counts.get(line.pk, {})) for line in lines], WIDTHS)


def row(line: Activity, counts: Mapping[str, int]) -> list[str | int | float | None]:
    return [
        format_short(line.held_on),
        line.get_kind_display(),
        whose(line),
        line.title,
        line.led_by.display_name,
        *(counts.get(mark, 0) for mark in (Mark.PRESENT, Mark.ABSENT, Mark.EXCUSED)),
        ", ".join(line.tags),
        line.result,
    ]


def whose(line: Activity) -> str:
    if line.circle:
        return line.circle.name
    return line.classroom.name if line.classroom else "ทั้งโรงเรียน"
