"""The day of those who look after many schools: numbers of schools, never of a child."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.urls import reverse

from schools.models import Appointment, Holiday, QualityGroup, Role, School, User
from studentcare.today import referring
from studentcare.today.cards import Card, Day, names
from supervision import figures

AHEAD = timedelta(days=60)  # a year without holidays is announced that early (decisions B12)


def area_officer(user: User, today: date, day: Day) -> None:
    areas = user.rights.areas_as(Role.AREA_OFFICER)
    schools = School.objects.visible_to(user).filter(area__in=areas).select_related("group").order_by("name", "pk")
    fill_schools(day, figures.of_schools(schools), reverse("supervision:overview"))
    referring.late(user, day)
    day.wanted.append(referring.agreements(user, today))
    day.hints.append(("เยี่ยมบ้านของทุกโรงเรียน", "ดูความคืบหน้า", "students:campaigns"))


def group(user: User, today: date, day: Day) -> None:
    if user.rights.areas_as(Role.AREA_OFFICER):
        return
    groups = list(QualityGroup.objects.visible_to(user).filter(pk__in=user.rights.groups))
    schools = School.objects.visible_to(user).filter(group__in=groups).select_related("group").order_by("name", "pk")
    for one in groups:
        url = reverse("supervision:group", args=[one.public_id])
        lines = figures.of_schools([school for school in schools if school.group_id == one.pk])
        fill_schools(day, lines, url)


def fill_schools(day: Day, lines: list[figures.SchoolFigures], url: str) -> None:
    active = [line for line in lines if line.figures.enrolled]
    idle = [line for line in active if not line.has_started]
    unfinished = [line for line in active if line.has_started and not line.is_done]
    due = min((line.round.closes_on for line in active if line.round), default=None)
    named = " · ".join
    day.wanted += [
        Card(
            "โรงเรียนที่ยังไม่เริ่มคัดกรอง",
            "ดูและโทรตาม",
            url,
            count=len(idle),
            notes=(named(line.school.name for line in idle[:3]),),
            due=due,
        ),
        Card(
            "โรงเรียนที่ยังคัดกรองไม่ครบ",
            "ดูภาพรวม",
            url,
            count=len(unfinished),
            notes=(named(line.school.name for line in unfinished[:3]),),
            due=due,
        ),
    ]
    if active and not idle and not unfinished:
        day.done.append(f"คัดกรองครบทุกโรงเรียนแล้ว {len(active)}/{len(active)}")
    if active and due is None:
        day.hints.append(("ยังไม่มีรอบคัดกรอง", "เปิดรอบให้ทุกโรงเรียน", "screening:rounds"))
    day.hints.append(("ตัวเลขของทุกโรงเรียนในที่เดียว", "ดูภาพรวม", "supervision:overview"))


def area_admin(user: User, today: date, day: Day) -> None:
    areas = user.rights.areas_as(Role.AREA_ADMIN)
    held = Appointment.objects.on(today).filter(school=OuterRef("pk"))
    schools = School.objects.visible_to(user).filter(area__in=areas).order_by("name", "pk")
    keepers = [("ผอ.", Role.HEAD), ("ผู้ดูแลบัญชี", Role.SCHOOL_ADMIN)]
    for word, role in keepers:
        without = list(schools.exclude(Exists(held.filter(role=role))))
        day.wanted.append(
            Card(
                f"โรงเรียนที่ยังไม่มี{word}ในระบบ",
                "เพิ่มบัญชี",
                reverse("schools:school", args=[without[0].public_id])
                if len(without) == 1
                else reverse("schools:schools"),
                count=len(without),
                notes=(names((school.name for school in without), unit="โรงเรียน"),),
            )
        )
        if not without:
            day.done.append(f"ทุกโรงเรียนมี{word}แล้ว")
    day.wanted += years_without_holidays(areas, today)
    if "area_officer" not in user.rights.roles:
        day.wanted.append(referring.agreements(user, today))
    day.hints.append(("ภาคเรียนและวันหยุดราชการ", "ดูปีการศึกษา", "schools:years"))
    day.hints.append(("รายได้ต่อคนที่ยื่นขอทุนได้", "ดูเกณฑ์ของปีนี้", "students:income_limits"))


def years_without_holidays(areas: frozenset[int], today: date) -> list[Card]:
    known = set(Holiday.objects.filter(area__in=areas).values_list("on__year", flat=True).distinct())
    missing = sorted({today.year, (today + AHEAD).year} - known)
    return [
        Card(
            "ปีที่ยังไม่มีวันหยุดราชการ",
            "เพิ่มวันหยุด",
            reverse("schools:holidays"),
            count=len(missing),
            notes=(" · ".join(f"พ.ศ.\u00a0{year + 543}" for year in missing), "จนกว่าจะเพิ่ม ระบบนับเฉพาะเสาร์อาทิตย์"),
            due=date(missing[0], 1, 1) if missing and missing[0] > today.year else today if missing else None,
        )
    ]
