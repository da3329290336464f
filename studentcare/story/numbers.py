"""The line of numbers on a child's page: only those that exist, each with the page behind it."""

from dataclasses import dataclass

from django.urls import reverse

from schools import calendar
from studentcare.story.known import Days, Known
from studentcare.story.lines import centimetres, kilos
from students.models import Visit


@dataclass(frozen=True)
class Number:
    label: str
    value: str
    note: str = ""
    url: str = ""


def numbers_of(known: Known) -> list[Number]:
    found = [attendance(known), average(known), body(known), visits(known)]
    return [number for number in found if number]


def terms_of(known: Known) -> str:
    student = known.student
    return reverse("students:term_facts", args=[student.public_id]) if student.is_enrolled() else ""


def attendance(known: Known) -> Number | None:
    days = Days.of(known.this_year)
    return Number("มาเรียน", f"{days.percent}%", days.sentence, terms_of(known)) if days.all else None


def average(known: Known) -> Number | None:
    graded = [result for result in known.results if result.gpa is not None]
    if not graded:
        return None
    newest, note = graded[0], f"ภาค {graded[0].term}/{graded[0].year}"
    if len(graded) > 1:
        note = f"{note} ก่อนหน้า {graded[1].gpa:.2f}"
    return Number("ผลการเรียน", f"{newest.gpa:.2f}", note, terms_of(known))


def body(known: Known) -> Number | None:
    if not known.measures:
        return None
    newest, growth = known.measures[0], known.growth
    size = kilos(newest.weight) or centimetres(newest.height)
    day = f"วัด {calendar.format_tiny(newest.measured_on)}"
    return Number("น้ำหนัก ส่วนสูง", growth.word if growth and growth.word else size, day, terms_of(known))


def visits(known: Known) -> Number | None:
    """Visits on which somebody was met."""
    met = [visit for visit in known.visits if visit.way != Visit.Way.NOT_DONE]
    if not met or met[0].visited_on is None:
        return None
    page = reverse("students:visits_of", args=[known.student.public_id])
    return Number("เยี่ยมบ้าน", f"{len(met)}\u00a0ครั้ง", calendar.format_tiny(met[0].visited_on), page)
