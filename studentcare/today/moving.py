"""What a move between schools or years asks of the registrar and the head today."""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from schools import calendar
from schools.models import AcademicYear, User
from studentcare.today.cards import Card, Day
from students.models import Student, Transfer


def transfers(user: User, day: Day) -> None:
    """Children offered to us and asked of us; the other school is named, a child is not."""
    ours = user.rights.schools("registrar", "head")
    waiting = list(Transfer.objects.visible_to(user).waiting().select_related("from_school", "to_school"))
    offered = [one for one in waiting if one.state == Transfer.State.OFFERED and one.to_school_id in ours]
    asked = [one for one in waiting if one.state == Transfer.State.ASKED and one.from_school_id in ours]
    where = reverse("students:transfers")
    for title, button, found, named in (
        ("คนที่โรงเรียนอื่นเสนอย้ายเข้า", "ดูและตอบรับ", offered, [f"รร.{one.from_school.name}" for one in offered]),
        ("คำขอย้ายนักเรียนของเราไปโรงเรียนอื่น", "เตรียมข้อมูล", asked, [f"รร.{one.to_school.name}" for one in asked]),
    ):
        first = min((timezone.localtime(one.offered_at or one.made_at).date() for one in found), default=None)
        url = reverse("students:transfer", args=[found[0].public_id]) if len(found) == 1 else where
        since = f"รอตั้งแต่ {calendar.format_tiny(first)}" if first else ""
        day.wanted.append(Card(title, button, url, count=len(found), notes=(" · ".join(dict.fromkeys(named)), since)))


def roll_over(user: User, today: date, day: Day) -> None:
    """Who still sits in a room of the year before, once the new year has begun."""
    ours = user.rights.schools("registrar")
    year = AcademicYear.objects.visible_to(user).on(today).order_by("pk").first()
    if year is None:
        return
    left = Student.objects.visible_to(user).filter(school__in=ours, classroom__year__year__lt=year.year)
    day.wanted.append(
        Card(
            f"คนที่ยังอยู่ในห้องของปีก่อน รอเลื่อนชั้นเป็นปี {year.year}",
            "เลื่อนชั้น",
            reverse("students:roll_over", args=[year.year]),
            count=left.count(),
            due=year.starts_on,
        )
    )
