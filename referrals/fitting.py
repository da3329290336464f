"""Whether an agency is for this child: age, place, hours when it cannot wait. It warns, and the counselor decides."""

import re
from datetime import date

from referrals.models import Agency
from schools import calendar
from schools.models import School
from schools.thai import clean, nbsp
from students.models import Student

EVERYWHERE = re.compile("(?:ทั้ง|ทุก|ทั่ว)(?:จังหวัด|อำเภอ|ประเทศ|พื้นที่)")
_PLACE = re.compile(r"(?:ตำบล|อำเภอ|(?<!ส)ต\.|(?<!ผ)อ\.)\s*")  # รพ.สต. and ผอ. are no places
_END = re.compile(r"[\s,·()/]|และ|จังหวัด|จ\.")


def ages(agency: Agency) -> str:
    """ "รับอายุ 3–18 ปี", "รับอายุ 15 ปีขึ้นไป", "รับอายุไม่เกิน 18 ปี", or nothing."""
    if agency.age_from is not None and agency.age_to is not None:
        return f"รับอายุ\u00a0{agency.age_from}–{nbsp(agency.age_to, 'ปี')}"
    if agency.age_from is not None:
        return f"รับอายุ\u00a0{nbsp(agency.age_from, 'ปีขึ้นไป')}"
    return f"รับอายุไม่เกิน\u00a0{nbsp(agency.age_to, 'ปี')}" if agency.age_to is not None else ""


def hours(agency: Agency) -> str:
    return "รับเรื่องตลอด\u00a024\u00a0ชั่วโมง" if agency.is_all_hours else agency.hours


def serves(agency: Agency) -> str:
    """The places it is responsible for, on one line."""
    return " ".join(agency.serves.split())


def wrong_age(agency: Agency, student: Student, today: date) -> str:
    """ "รับอายุ 15 ปีขึ้นไป นักเรียนอายุ 10 ปี", or nothing; of a child whose birthday nobody knows nothing is said."""
    years = calendar.age(student.born_on, today).years if student.born_on else None
    return "" if agency.accepts(years) else f"{ages(agency)} นักเรียนอายุ\u00a0{nbsp(years or 0, 'ปี')}"


def wrong_place(agency: Agency, student: Student, school: School) -> str:
    """ "ดูแลเฉพาะ อำเภอจำลอง": it names places, and neither the child's address nor the school's is among them."""
    told = clean(agency.serves)
    if EVERYWHERE.search(told):
        return ""
    places = [name for name in (_END.split(part)[0] for part in _PLACE.split(told)[1:]) if name not in ("", "ใน")]
    known = clean(f"{student.address} {school.district} {school.address}")
    return f"ดูแลเฉพาะ {serves(agency)}" if places and not any(place in known for place in places) else ""


def closed_at_night(agency: Agency) -> str:
    """What an urgent letter has to know of the agency's day, when it is not open at any hour."""
    if agency.is_all_hours:
        return ""
    told = f"รับเรื่อง {agency.hours}" if agency.hours else "ไม่ได้รับเรื่องตลอด 24\u00a0ชั่วโมง"
    return f"เรื่องเร่งด่วน: {told} นอกเวลานั้นโทร 1300"


def misfits(agency: Agency, student: Student, school: School, today: date, *, is_urgent: bool) -> list[str]:
    """Everything to be looked at before a letter about this child goes to this agency; empty when it fits."""
    told = [wrong_age(agency, student, today), wrong_place(agency, student, school)]
    return [each for each in (*told, closed_at_night(agency) if is_urgent else "") if each]
