"""Who may be brother or sister of a child, asked of the rows one sees; the other school answers through the wall."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.db.models import Q

from journal.ids import new_public_id
from schools.models import School, User
from schools.sealing import keyed_index
from students import national_id
from students.models import Guardian, Sibling, Student

MOST = 12


@dataclass(frozen=True)
class Link:
    """One sibling. `child` is None when the person may not open her: then only the school is told."""

    sibling: Sibling
    child: Student | None
    school: School
    is_same_school: bool

    @property
    def sentence(self) -> str:
        if self.is_same_school:
            return "มีพี่น้องอีกคนในโรงเรียนนี้ ครูแนะแนวดูชื่อได้"
        phone = f" (โทร {self.school.phone})" if self.school.phone else ""
        return f"มีพี่น้องที่ รร.{self.school.name}{phone}"


@dataclass(frozen=True)
class Suggestion:
    """A child of the school who shares a guardian's name or an address."""

    child: Student
    why: str


def siblings_of(user: User, student: Student) -> list[Link]:
    """Two statements."""
    links = list(
        Sibling.objects.visible_to(user)
        .filter(Q(one=student) | Q(other=student))
        .select_related("one_school", "other_school")
        .order_by("pk")
    )
    others = {link.pk: link.other_id if link.one_id == student.pk else link.one_id for link in links}
    seen = {child.pk: child for child in _children(user, list(others.values()))}
    return [_link(link, student, seen.get(others[link.pk])) for link in links]


def _children(user: User, keys: Sequence[int]) -> list[Student]:
    if not keys:
        return []
    return list(Student.objects.visible_to(user).filter(pk__in=keys).select_related("classroom", "school"))


def _link(link: Sibling, student: Student, child: Student | None) -> Link:
    school = link.other_school if link.one_id == student.pk else link.one_school
    return Link(link, child, school, school.pk == student.school_id)


def suggested(user: User, student: Student, linked: Sequence[Link]) -> list[Suggestion]:
    """Children of the same school the person may open: same guardian's name, or the same house. Two statements."""
    taken = {student.pk, *(link.child.pk for link in linked if link.child)}
    found: dict[int, Suggestion] = {}
    near = Student.objects.visible_to(user).filter(school=student.school_id).exclude(pk__in=taken)
    for guardian in _same_guardians(user, student):
        if guardian.student_id not in taken and guardian.student_id not in found:
            why = f"{guardian.get_relation_display()}ชื่อ {guardian} เหมือนกัน"
            found[guardian.student_id] = Suggestion(guardian.student, why)
    if student.house and student.subdistrict:
        same = near.filter(house=student.house, moo=student.moo, subdistrict=student.subdistrict)
        for child in same.select_related("classroom").in_thai_order()[:MOST]:
            found.setdefault(child.pk, Suggestion(child, f"ที่อยู่เดียวกัน {child.address}"))
    return list(found.values())[:MOST]


def _same_guardians(user: User, student: Student) -> list[Guardian]:
    names = {
        (guardian.first_name, guardian.last_name)
        for guardian in student.guardians.all()
        if guardian.first_name and guardian.last_name
    }
    same = Q(pk=None)
    for first, last in sorted(names):
        same |= Q(first_name=first, last_name=last)
    rows = Guardian.objects.visible_to(user).filter(same, school=student.school_id).exclude(student=student)
    return list(rows.select_related("student__classroom").order_by("student__sort_key", "pk")[: 3 * MOST])


@dataclass(frozen=True)
class Elsewhere:
    """Where the linked sibling is known; never who she is."""

    school_name: str
    school_phone: str
    is_new: bool


def link_by_number(student: Student, number: str) -> Elsewhere | None:
    """Link the child whom the number names, anywhere in the area; None when nobody has it.  One statement."""
    index = keyed_index(settings.FIELD_KEYS, national_id.normalise(number))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM link_sibling(%s, %s, %s)", [student.pk, index, new_public_id()])
        row = cursor.fetchone()
    return Elsewhere(*row) if row else None
