"""What can be passed on about a child who changes school, section by section, and whose business each is."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Section:
    """`readers`: roles that choose it at the old school and read it at the new one, besides the new room's teachers."""

    key: str
    label: str
    readers: tuple[str, ...]
    is_always: bool = False
    hint: str = ""


REGISTER = ("registrar", "counselor", "head")
SECTIONS = (
    Section("identity", "ตัวนักเรียน", REGISTER, is_always=True),
    Section("guardians", "ผู้ปกครอง", REGISTER, is_always=True),
    Section("learning", "ผลการเรียนและการมาเรียน", REGISTER),
    Section("welfare", "ทุนและสวัสดิการ", ("registrar", "counselor")),
    Section("health", "สุขภาพ น้ำหนัก ส่วนสูง", ("counselor", "head")),
    Section("visits", "สรุปการเยี่ยมบ้าน", ("counselor",), hint="วันที่ และสิ่งที่ครูเห็น ไม่มีภาพถ่าย"),
    Section("handover", "สิ่งที่ครูประจำชั้นอยากบอก", ("counselor",), hint="เฉพาะที่ครูแนะแนวส่งต่อแล้ว"),
    Section("screening", "ผลคัดกรองล่าสุด", ("counselor",), hint="ตัวอักษรรายด้าน"),
)
BY_KEY = {section.key: section for section in SECTIONS}
ALWAYS = tuple(section.key for section in SECTIONS if section.is_always)


def in_order(keys: "set[str] | list[str]") -> list[str]:
    """Known keys in the order of the page, the ones that always go included."""
    return [section.key for section in SECTIONS if section.is_always or section.key in keys]
