"""What may be sent to an agency, item by item. Everything is off until the counselor ticks it (ux.md W7).

No database: keys, Thai labels, why an item is needed, and which ones ask for a reason. What each holds for one
child is built in `referrals.packet`. Notes for counselors only are no item of this list: they never leave.
"""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """`why` completes "needed so that the agency can …". `is_sensitive`: health, origin, abuse and the like (T3)."""

    key: str
    label: str
    why: str
    is_sensitive: bool = False


SECTIONS = (
    Section("name", "ชื่อ–นามสกุลและชั้นเรียน", "ให้หน่วยงานนัดและระบุตัวนักเรียนได้"),
    Section("age", "วันเกิด อายุ และเพศ", "ให้เลือกบริการตามวัย"),
    Section("national_id", "เลขประจำตัวประชาชน (ปิดบางหลัก)", "ให้ตรวจว่าเป็นคนเดียวกันเมื่อพบตัว"),
    Section("address", "ที่อยู่", "ให้เยี่ยมบ้านหรือดูพื้นที่รับผิดชอบ"),
    Section("guardians", "ผู้ปกครองและโทรศัพท์", "ให้หน่วยงานติดต่อผู้ปกครองได้เอง"),
    Section("coordinator", "ครูผู้ประสานงานและโทรศัพท์", "ให้หน่วยงานถามโรงเรียนได้"),
    Section("strengths", "จุดแข็งและความสนใจ", "ให้เริ่มพูดคุยกับนักเรียนจากสิ่งที่ชอบ"),
    Section("screening", "ผลคัดกรองรายด้าน (ไม่รวมด้านอ่อนไหว)", "ให้เห็นภาพรวมที่โรงเรียนพบ"),
    Section("findings", "เหตุผลประกอบผลคัดกรอง (ไม่รวมด้านอ่อนไหว)", "ให้เห็นสิ่งที่ครูสังเกต"),
    Section("plan", "เป้าหมายและงานช่วยเหลือที่ทำแล้ว", "ให้ทำต่อจากโรงเรียนโดยไม่เริ่มใหม่"),
    Section("screening_sensitive", "ผลคัดกรองด้านอ่อนไหว", "เมื่อหน่วยงานมีหน้าที่ในเรื่องนั้นโดยตรง", is_sensitive=True),
    Section("health", "น้ำหนัก ส่วนสูง และกลุ่มเลือด", "เมื่อส่งเข้ารับบริการสุขภาพ", is_sensitive=True),
    Section("welfare", "ความด้อยโอกาส (จาก DMC)", "เมื่อขอความช่วยเหลือด้านสวัสดิการ", is_sensitive=True),
    Section("notes", "บันทึกของทีมเคส", "เมื่อหน่วยงานต้องรู้สิ่งที่พูดคุยหรือพบเห็น", is_sensitive=True),
)
# What an agency needs to begin at all; one button ticks them, and each can be taken off again.
NEEDED = ("name", "age", "guardians", "coordinator", "screening", "plan")
BY_KEY = {section.key: section for section in SECTIONS}


def in_order(keys: Collection[str]) -> list[str]:
    """The known ones of the keys, as they stand in the list; whatever else was asked for is dropped."""
    return [section.key for section in SECTIONS if section.key in keys]


def left_out(keys: Collection[str]) -> list[Section]:
    return [section for section in SECTIONS if section.key not in keys]


def sensitive(keys: Collection[str]) -> list[Section]:
    return [section for section in SECTIONS if section.key in keys and section.is_sensitive]
