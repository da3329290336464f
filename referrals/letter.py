"""The words of the official letter (หนังสือภายนอก, D4a): values in, lines and paragraphs out.

The letter names a code and never the child; names stand in the sealed summary (ux.md 3.2). Codes and telephone
numbers keep Arabic digits, everything else follows the school's numerals (ux.md 3.1).
"""

import re
from dataclasses import dataclass
from datetime import date

from referrals.clock import within
from schools.calendar import format_long
from schools.thai import NBSP, nbsp, repeat_mark, to_thai_digits, unbroken

SUBJECT = "ขอส่งต่อนักเรียนเพื่อรับการประเมินและช่วยเหลือ"
OFFICE = "งานระบบดูแลช่วยเหลือนักเรียน"
BLANK = "." * 24
WHOLE = 24  # letters of a part that is not broken; a line of the address holds half as many again
NARROW, WIDE, LINES = 36, 68, 15  # letters in a line of the address, in a line of text; lines that vary and fit

_BEFORE_NUMBER = re.compile(r"(เขต|หมู่|หมู่ที่|เลขที่|มาตรา|พ\.ศ\.|ที่|ชั้น|จำนวน) (?=[0-9๐-๙])")
_BEFORE_UNIT = re.compile(r"(?<=[0-9๐-๙]) (?=(?:วัน|ฉบับ|ขั้นตอน|คน|ปี|แห่ง))")
_DUTY = re.compile(r"\s*(?=(?:รักษาการในตำแหน่ง|รักษาราชการแทน|ปฏิบัติราชการแทน|ปฏิบัติหน้าที่))")


@dataclass(frozen=True)
class Facts:
    """What the letter is made of. `agreed_on` None: sent on a legal ground without asking for consent."""

    school: str
    area: str
    address: str
    phone: str
    code: str
    addressee: str
    number: str
    on: date | None
    signer: str
    position: str
    agreed_on: date | None
    in_writing: bool
    thai_numerals: bool
    is_urgent: bool = False
    has_code: bool = False  # a QR code stands on the paper


@dataclass(frozen=True)
class Letter:
    number: str
    school: str
    address: list[str]
    on: str
    subject: str
    addressee: str
    enclosures: list[str]
    paragraphs: list[str]
    signer: str
    position: list[str]
    office: str
    phone: str

    @property
    def address_parts(self) -> list[list[tuple[str, bool]]]:
        """Each line in its parts, with whether one stays on its line: a province is not torn from its name."""
        return [[(part, len(part) <= WHOLE) for part in line.split(" ")] for line in self.address]

    @property
    def is_long(self) -> bool:
        """More lines than a page holds at the ordinary pitch, counted by letters: then it is set tighter."""
        narrow = [self.school, *self.address]
        wide = [self.addressee, *self.paragraphs]
        lines = sum(-(-len(text) // NARROW) for text in narrow) + sum(-(-len(text) // WIDE) for text in wide)
        return lines + len(self.position) > LINES


def compose(facts: Facts) -> Letter:
    digits = to_thai_digits if facts.thai_numerals else str

    def say(text: str) -> str:
        """In the school's numerals; the code stays as it is, because it is looked up and not read."""
        return facts.code.join(digits(held_together(part)) for part in text.split(facts.code))

    return Letter(
        number=digits(unbroken(facts.number)) or BLANK,
        school=say(facts.school),
        address=[say(line) for line in facts.address.splitlines() if line.strip()],
        on=digits(format_long(facts.on)) if facts.on else BLANK,
        subject=SUBJECT,
        addressee=say(facts.addressee) or BLANK,
        enclosures=[
            say("1. แบบสรุปข้อมูลเพื่อการส่งต่อ (ลับ) จำนวน 1 ฉบับ"),
            say("2. แบบตอบรับการส่งต่อ จำนวน 1 ฉบับ"),
        ],
        paragraphs=[say(text) for text in paragraphs(facts)],
        signer=unbroken(facts.signer) or BLANK,
        position=[say(line) for line in signature_lines(facts.position)],
        office=OFFICE,
        phone=unbroken(facts.phone),
    )


def paragraphs(facts: Facts) -> tuple[str, str, str]:
    """ภาคเหตุ, ภาคความประสงค์, ภาคสรุป, with Arabic digits."""
    if facts.agreed_on:
        how = "เป็นลายลักษณ์อักษร" if facts.in_writing else ""
        why = f"ได้รับความยินยอมให้ส่งต่อ{how}แล้ว เมื่อวันที่ {format_long(facts.agreed_on)}"
    else:
        why = "โรงเรียนส่งต่อโดยมีเหตุตามกฎหมาย รายละเอียดปรากฏตามสิ่งที่ส่งมาด้วย 1"
    days = within(is_urgent=facts.is_urgent)
    urgently = "เป็นการเร่งด่วน" if facts.is_urgent else ""
    scanned = " หรือผ่านระบบโดยการสแกนคิวอาร์โค้ด" if facts.has_code else ""
    return (
        f"ด้วย{facts.school} สังกัด{area_in_full(facts.area)} ได้ดำเนินงานระบบดูแลช่วยเหลือนักเรียนตามกระบวนการ 5 ขั้นตอน "
        f"และพบว่านักเรียนรหัส{NBSP}{facts.code} มีความจำเป็นต้องได้รับการประเมินและช่วยเหลือจากหน่วยงานที่เชี่ยวชาญ ทั้งนี้ {why}",
        "ในการนี้ โรงเรียนจึงขอส่งต่อนักเรียนรายดังกล่าวมายังหน่วยงานของท่าน เพื่อพิจารณาให้การประเมินและช่วยเหลือตามที่เห็นสมควร "
        f"และขอความอนุเคราะห์แจ้งผลการรับการส่งต่อ{urgently}ภายใน {days} วันทำการ โดยใช้แบบตอบรับที่แนบมาด้วย{scanned}",
        "จึงเรียนมาเพื่อโปรดพิจารณาให้ความอนุเคราะห์ต่อไปด้วย จะเป็นพระคุณ",
    )


def held_together(text: str) -> str:
    """No line ends between เขต and its number, a number and its unit, or before ๆ."""
    text = _BEFORE_NUMBER.sub(rf"\1{NBSP}", text)
    return repeat_mark(_BEFORE_UNIT.sub(NBSP, text))


def area_in_full(name: str) -> str:
    """The office as a letter names it: สพป. and สพม. written out."""
    name = name.replace("สพป.", "สำนักงานเขตพื้นที่การศึกษาประถมศึกษา", 1)
    return name.replace("สพม.", "สำนักงานเขตพื้นที่การศึกษามัธยมศึกษา", 1)


def signature_lines(position: str) -> list[str]:
    """The position under the name: own position first, the duty she stands in for on a line of its own."""
    lines = [part for line in position.splitlines() for part in _DUTY.split(line.strip()) if part]
    return [nbsp(*line.split(" ")) if len(line) < 40 else line for line in lines]
