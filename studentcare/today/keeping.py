"""The registrar's and the account keeper's day: names, numbers, rooms and duties."""

from datetime import date

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse

from schools import calendar
from schools.models import Appointment, Classroom, Role, User
from studentcare.today import moving
from studentcare.today.cards import Card, Day, names
from students.models import Import, Student


def registrar(user: User, today: date, day: Day) -> None:
    moving.roll_over(user, today, day)
    moving.transfers(user, day)
    ours = user.rights.schools(Role.REGISTRAR)
    begun = list(
        Import.objects.visible_to(user)
        .filter(school__in=ours, state__in=[Import.State.CHOSEN, Import.State.MAPPED])
        .order_by("-at")
    )
    day.wanted.append(
        Card(
            "ไฟล์นำเข้าที่ยังทำไม่เสร็จ",
            "ทำต่อ",
            reverse("students:check_rows", args=[begun[0].public_id])
            if begun and begun[0].state == Import.State.MAPPED
            else reverse("students:imports"),
            count=len(begun),
            notes=(begun[0].filename if begun else "",),
        )
    )
    rooms = list(
        Student.objects.visible_to(user)
        .enrolled()
        .filter(school__in=ours, number=None)
        .values_list("classroom")
        .annotate(children=Count("pk", distinct=True))
        .order_by()
    )
    if not rooms:
        day.done.append("นักเรียนทุกคนมีเลขที่แล้ว")
    else:
        day.wanted.append(without_number(user, dict(rooms)))
    day.hints.append(("รับรายชื่อใหม่จาก DMC", "นำเข้าไฟล์", "students:choose_file"))
    day.hints.append(("เด็กย้ายเข้าหรือย้ายออกไปโรงเรียนในเขต", "ย้ายโรงเรียน", "students:transfers"))


def without_number(user: User, rooms: dict[int, int]) -> Card:
    found = list(Classroom.objects.visible_to(user).filter(pk__in=rooms).in_order())
    address = reverse("students:class_numbers", args=[found[0].public_id]) if found else reverse("schools:classrooms")
    parts = tuple(f"{room.name} {rooms[room.pk]}\u00a0คน" for room in found)
    rest = f" และอีก\u00a0{len(parts) - 3}\u00a0ห้อง" if len(parts) > 3 else ""
    return Card("คนที่ยังไม่มีเลขที่", "จัดเลขที่", address, count=sum(rooms.values()), notes=(" · ".join(parts[:3]) + rest,))


def school_admin(user: User, today: date, day: Day) -> None:
    ours = user.rights.schools(Role.SCHOOL_ADMIN)
    held = Appointment.objects.on(today)
    people = User.objects.listed_for(user).filter(school__in=ours, is_active=True).order_by("first_name", "pk")
    never = list(people.filter(last_login=None))
    idle = list(people.exclude(Exists(held.filter(user=OuterRef("pk")))))
    empty = list(
        Classroom.objects.visible_to(user)
        .filter(school__in=ours, year__starts_on__lte=today, year__ends_on__gte=today)
        .exclude(Exists(held.filter(role=Role.HOMEROOM, classroom=OuterRef("pk"))))
        .in_order()
    )
    day.wanted += [
        Card(
            "ห้องที่ยังไม่มีครูประจำชั้น",
            "แต่งตั้ง",
            reverse("schools:homerooms", args=[calendar.academic_year(today)]),
            count=len(empty),
            notes=(names((room.name for room in empty), most=6, unit="ห้อง"),),
        ),
        Card(
            "คนที่ยังไม่มีหน้าที่",
            "ให้หน้าที่",
            reverse("schools:person", args=[idle[0].public_id])
            if len(idle) == 1
            else f"{reverse('schools:people')}?role=none",
            count=len(idle),
            notes=(names(person.call_name for person in idle),),
        ),
        Card(
            "คนที่ยังไม่เคยเข้าใช้",
            "ออกรหัสให้",
            f"{reverse('schools:people')}?never=on",
            count=len(never),
            notes=(names(person.call_name for person in never),),
        ),
    ]
    if not empty:
        day.done.append("ทุกห้องมีครูประจำชั้นแล้ว")
