"""The words of a criteria set for groups and urgencies, as data (domain.md C.3): three groups that schools report, a
mark for special ability that goes with any of them, and beside both four colours of urgency."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

MOST = 40  # characters of a word


@dataclass(frozen=True)
class Scheme:
    """`groups` ปกติ, เสี่ยง, มีปัญหา; `urgencies` (colour, what to do) from the calmest; `special` names the flag
    aspect that makes a child part of กลุ่มพิเศษ as well."""

    groups: tuple[str, ...] = ("ปกติ", "เสี่ยง", "มีปัญหา")
    urgencies: tuple[tuple[str, str], ...] = (
        ("เขียว", "ดูแลตามปกติ"),
        ("เหลือง", "เฝ้าระวัง"),
        ("ส้ม", "ต้องดำเนินการ"),
        ("แดง", "เร่งด่วน"),
    )
    special: str = "talent"
    special_word: str = "กลุ่มพิเศษ"

    def group_word(self, group: int) -> str:
        return self.groups[group - 1] if group else "ยังไม่คัดกรอง"

    def urgency_word(self, urgency: int) -> str:
        """ "ส้ม ต้องดำเนินการ"."""
        return " ".join(self.urgencies[urgency - 1]) if urgency else "ยังไม่ระบุ"


SHIPPED = Scheme()


def of(told: Mapping[str, Any]) -> Scheme:
    """The scheme kept with a criteria set; nothing kept is the shipped one."""
    if not told:
        return SHIPPED
    return Scheme(
        groups=tuple(told["groups"]),
        urgencies=tuple((colour, word) for colour, word in told["urgencies"]),
        special=told["special"]["aspect"],
        special_word=told["special"]["word"],
    )


def check(told: Mapping[str, Any], flags: Collection[str]) -> None:
    """Raises ValueError, in Thai, for a scheme that a file should not hold. `flags`: slugs of the flag aspects."""
    if set(told) != {"groups", "urgencies", "special"}:
        raise ValueError("scheme ต้องมี groups urgencies special และไม่มีอย่างอื่น")
    groups, urgencies, special = told["groups"], told["urgencies"], told["special"]
    if not (isinstance(groups, list) and len(groups) == 3 and are_words(groups)):
        raise ValueError("groups ต้องเป็นสามคำที่ต่างกัน: ปกติ เสี่ยง มีปัญหา")
    if not (isinstance(urgencies, list) and len(urgencies) == 4 and all(is_pair(one) for one in urgencies)):
        raise ValueError("urgencies ต้องมีสี่ระดับ แต่ละระดับมีสีและคำอธิบาย")
    if not are_words([colour for colour, _ in urgencies]):
        raise ValueError("urgencies ต้องมีสี่สีที่ต่างกัน")
    if not isinstance(special, dict) or set(special) != {"aspect", "word"} or not is_word(special["word"]):
        raise ValueError("special ต้องมี aspect และ word")
    if special["aspect"] not in flags:
        raise ValueError(f"special ต้องเป็นด้านแบบ ไม่มี/มี ไม่พบด้าน “{special['aspect']}”")


def is_word(word: object) -> bool:
    return isinstance(word, str) and 0 < len(word.strip()) <= MOST


def are_words(words: list[Any]) -> bool:
    return all(is_word(word) for word in words) and len(set(words)) == len(words)


def is_pair(one: object) -> bool:
    return isinstance(one, list) and len(one) == 2 and is_word(one[0]) and is_word(one[1])
