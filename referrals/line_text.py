"""What is pasted into LINE to ask an agency again: numbers and days of letters, never a child and never a reason.

Pure. LINE is not ours, and whoever holds the coordinator's telephone reads it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from schools.calendar import format_long, format_short


@dataclass(frozen=True)
class Asked:
    """One letter: its printed code, the day it went out, the address of its link where that is wanted."""

    code: str
    sent_on: date
    days: str
    address: str = ""


def line_text(letters: Sequence[Asked], *, agency: str, school: str, phone: str, has_link: bool) -> str:
    """The message. `school` "": it is not to be named. The six digits stand in no message at all."""
    lines = [f"เรียน ผู้ประสานงาน {agency}", f"{school or 'โรงเรียน'}ขอติดตามการส่งต่อ"]
    for one in letters:
        lines.append(f"เลขที่ {one.code} ส่งเมื่อ {format_long(one.sent_on)} ({one.days})")
        if one.address:
            lines.append(one.address)
    ways = [*(["ลิงก์เดิม"] if has_link else []), *([f"โทรศัพท์ {phone}"] if phone else []), "แบบตอบรับ"]
    lines.append(f"ขอความกรุณาตอบกลับทาง{' หรือ'.join(ways)} ขอบคุณอย่างยิ่ง")
    return "\n".join(lines)


def told_text(code: str, *, agency: str, school: str, phone: str, address: str, until: date | None) -> str:
    """The first message, while the letter is on its way. `school` "": it is not to be named."""
    lines = [f"เรียน ผู้ประสานงาน {agency}", f"{school or 'โรงเรียน'}ส่งหนังสือส่งต่อเลขที่ {code} มายังหน่วยงานของท่านแล้ว"]
    if address and until:
        lines += [f"เปิดดูและตอบได้ที่ {address}", f"ลิงก์ใช้ได้ถึง {format_short(until)} รหัส 6 หลักจะแจ้งอีกทางหนึ่ง"]
    lines.append(f"สอบถามโทร {phone} ขอบคุณอย่างยิ่ง" if phone else "ขอบคุณอย่างยิ่ง")
    return "\n".join(lines)
