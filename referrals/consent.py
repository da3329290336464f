"""The words by which a family agrees that an agency may know. Changed words get a new version (decisions B10)."""

from datetime import date

from schools.calendar import age

UNTIL_10, MAJORITY = 10, 20  # years: PDPA s.20 (up to and including the tenth birthday), Civil Code s.19
VERSION = "2568/1"
TEXT = (
    "โรงเรียนขอส่งข้อมูลของนักเรียนเท่าที่เลือกไว้ ให้หน่วยงานที่ระบุ เพื่อประเมินและช่วยเหลือนักเรียนเท่านั้น",
    "ท่านจะยินยอมหรือไม่ก็ได้ การไม่ยินยอมไม่กระทบการเรียนหรือการช่วยเหลือที่โรงเรียนทำเองได้",
    "ท่านเปลี่ยนใจได้ทุกเวลาโดยแจ้งโรงเรียน และขอดูหรือขอสำเนาสิ่งที่ส่งไปได้",
)


def age_band(born: date | None, on: date) -> str:
    """Whose agreement counts, as `AgeBand` names it; "" while nobody knows the birthday."""
    if born is None:
        return ""
    years, months = age(born, on)
    if years < UNTIL_10 or (years == UNTIL_10 and months == 0 and born.day == on.day):
        return "under_10"
    return "from_10" if years < MAJORITY else "adult"
