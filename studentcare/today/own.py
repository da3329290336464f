"""What is hers to do whatever her duty: tasks in cases, and what she has reported."""

from django.urls import reverse
from django.utils import timezone

from cases.caseload import undone_tasks
from cases.reported import my_reports
from schools import calendar
from schools.models import User
from studentcare.today.asking import CHILD, Found, Made, Question, asked
from studentcare.today.cards import Card, Day


def work(user: User, day: Day) -> None:
    """Her tasks due until today, as a card; when there is none, the next one's day as a plain line.

    Who leads the school has the late ones, hers among them, on a card of their own: here only today's.
    """
    today = timezone.localdate()
    tasks = undone_tasks(user).select_related(None).order_by("due_on", "pk")
    leads = user.rights.has("counselor")
    due = Question(
        tasks.filter(due_on=today) if leads else tasks.filter(due_on__lte=today),
        due="due_on",
        first={"text": "text", **CHILD},
    )
    later = Question(tasks.filter(due_on__gt=today), due="due_on")

    def card(now: Found, then: Found) -> Made:
        if now.count:
            return Card(
                "งานของฉันที่ครบกำหนดวันนี้" if leads else "งานจากเคสที่ถึงกำหนด",
                "เปิดงานของฉัน",
                reverse("cases:tasks"),
                count=now.count,
                notes=(now.names(before="text", most=2, unit="งาน"),),
                due=now.due,
            )
        return f"งานจากเคสที่ถึงกำหนดวันนี้ ทำครบแล้ว · งานถัดไป {calendar.format_tiny(then.due)}" if then.due else None

    day.wanted.append(asked(card, due, later))
    reports = (
        my_reports(user)
        .exclude(has_raised_alert=True, alert__settled_at__isnull=False)
        .select_related(None)
        .order_by("pk")
    )
    day.wanted.append(asked(waiting_reports, Question(reports)))


def waiting_reports(found: Found) -> Made:
    """That what she reported has been heard of is a line, not a thing to do."""
    return f"แจ้งเหตุของคุณ {found.count}\u00a0เรื่อง แจ้งครูแนะแนวและ ผอ. แล้ว กำลังรอผู้รับเรื่อง" if found.count else None
