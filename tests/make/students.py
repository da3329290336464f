"""Children, who cares for them at home, and the alarm about one."""

import datetime

from schools.thai import fold
from students.models import Alert, Enrolment, Guardian, Student
from students.models.figures import RoomCount
from tests.make.moments import START, counter, now


def student(first_name="ชบา", *, classroom, last_name="ลองเรียน", number=None, title="ด.ญ.", sex="f", **more):
    made = Student.objects.create(
        school=classroom.school,
        classroom=classroom,
        level=more.pop("level", classroom.level),
        number=number,
        title=title,
        first_name=first_name,
        last_name=last_name,
        sex=sex,
        born_on=more.pop("born_on", datetime.date(2015, 4, 12)),
        school_number=more.pop("school_number", f"{next(counter):05d}"),
        search_key=fold(f"{first_name} {last_name}"),
        **more,
    )
    Enrolment.objects.create(
        student=made,
        school=classroom.school,
        classroom=classroom,
        year=classroom.year,
        level=made.level,
        number=number,
        from_on=START,
    )
    count, _ = RoomCount.objects.get_or_create(classroom=classroom, school=classroom.school, defaults={"enrolled": 0})
    count.enrolled += 1
    count.save()
    return made


def guardian(student, *, first_name="สายใจ", relation="guardian", phone="000-000-0000", **more):
    return Guardian.objects.create(
        student=student,
        school=student.school,
        relation=relation,
        first_name=first_name,
        last_name=student.last_name,
        phone=phone,
        **more,
    )


def alert(student, *, by, kind="safety", **more):
    due_at = now() + datetime.timedelta(hours=4)
    return Alert.objects.create(
        student=student, school=student.school, kind=kind, raised_by=by, raised_at=now(), due_at=due_at, **more
    )
