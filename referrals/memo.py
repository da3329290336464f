"""The words of the memo that goes with an internal referral (บันทึกข้อความ, D4c): values in, lines out.

To the area's office it names a code and never the child: the name stands in the packet, which her addressee opens
herself. Thai numerals as the school writes them; codes keep theirs, because they are looked up (ux.md 3.1).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from referrals.letter import OFFICE, area_in_full, held_together
from schools.calendar import format_long
from schools.thai import NBSP, nbsp, to_thai_digits, unbroken

SUBJECT = "ขอส่งต่อนักเรียนเพื่อรับการช่วยเหลือ"


@dataclass(frozen=True)
class Facts:
    """`child` empty: the memo leaves the school. `second`: under whose eyes it goes on."""

    school: str
    area: str
    phone: str
    code: str
    child: str
    room: str
    to: str
    is_to_area: bool
    reason: str
    tried: str
    asked: str
    due_on: date
    number: str
    on: date
    sender: str
    position: str
    second: str
    thai_numerals: bool


@dataclass(frozen=True)
class Memo:
    office: str
    number: str
    on: str
    subject: str
    addressee: str
    paragraphs: Sequence[str]
    sender: str
    position: str
    second: str

    @property
    def is_long(self) -> bool:
        """More than a page holds at the ordinary pitch, counted by letters: then it is set tighter."""
        return sum(-(-len(text) // 80) for paragraph in self.paragraphs for text in paragraph.splitlines()) > 18


def compose_memo(facts: Facts) -> Memo:
    digits = to_thai_digits if facts.thai_numerals else str

    def say(text: str) -> str:
        return facts.code.join(digits(held_together(part)) for part in text.split(facts.code))

    phone = f" {nbsp('โทร.', unbroken(facts.phone))}" if facts.phone else ""
    return Memo(
        office=f"{say(facts.school)} {OFFICE}{phone}",
        number=digits(unbroken(facts.number)),
        on=digits(format_long(facts.on)),
        subject=SUBJECT,
        addressee=say(_addressee(facts)),
        paragraphs=[say(text) for text in _paragraphs(facts)],
        sender=unbroken(facts.sender),
        position=say(facts.position),
        second=facts.second,
    )


def _addressee(facts: Facts) -> str:
    return f"ผู้อำนวยการ{area_in_full(facts.area)} ({facts.to})" if facts.is_to_area else facts.to


def _paragraphs(facts: Facts) -> list[str]:
    """ภาคเหตุ, ภาคความประสงค์, ภาคสรุป. What was written about the child stays in the school and in the packet."""
    who = f"นักเรียนรหัส{NBSP}{facts.code}" if facts.is_to_area else f"{facts.child} {facts.room}".strip()
    begin = f"ด้วย{facts.sender} {nbsp('ตำแหน่ง', facts.position)} ได้ดูแล {who} ตามระบบดูแลช่วยเหลือนักเรียน"
    due = f"ขอทราบผลภายใน{NBSP}{format_long(facts.due_on)}"
    if facts.is_to_area:
        return [
            f"{begin} และโรงเรียนได้ช่วยเหลือเบื้องต้นแล้ว แต่ยังต้องการความช่วยเหลือเพิ่มเติม "
            "รายละเอียดอยู่ในเรื่องส่งต่อภายในของระบบ ซึ่งผู้มีชื่อเท่านั้นเปิดอ่านได้",
            f"ในการนี้ จึงขอส่งต่อนักเรียนรายดังกล่าวเพื่อพิจารณาช่วยเหลือ และ{due}",
            "จึงเรียนมาเพื่อโปรดพิจารณา",
        ]
    tried = [f"การช่วยเหลือที่ทำแล้ว {facts.tried}"] if facts.tried else []
    return [
        f"{begin} พบสภาพปัญหาและเหตุผลดังนี้ {facts.reason}",
        *tried,
        f"จึงขอส่งต่อเพื่อช่วยเหลือ ดังนี้ {facts.asked} และ{due}",
        "จึงเรียนมาเพื่อโปรดพิจารณา",
    ]
