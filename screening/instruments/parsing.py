"""A file of strangers becomes a tree of words with their lines, or is refused line by line."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import yaml

MAX_CHARACTERS = 60_000
MAX_DEPTH = 12
# libyaml's loader where the wheel brings it (ten times faster), the same in Python elsewhere; both know only words.
LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
INTEGER = re.compile(r"-?[0-9]{1,5}")
# A number stays on the line of what it counts, wherever the file's words are shown.
COUNTED = re.compile(r"(?<=\d) (?=ข้อ|ปี|คน|วัน|เดือน|สัปดาห์|คะแนน|ด้าน|คำถาม|จังหวัด|โรค)")


class Fault(NamedTuple):
    """What is wrong (Thai) and the line it stands on, from 1."""

    line: int
    what: str


class Refused(ValueError):
    """The file `name` is not taken; `faults` in the order of its lines."""

    def __init__(self, name: str, faults: Sequence[Fault]) -> None:
        self.name = name
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(f"{name} บรรทัด {one.line}: {one.what}" for one in self.faults))


@dataclass(frozen=True)
class Node:
    """One value of the file: a word, a list or named entries. `key_line`: where its name stands."""

    line: int
    word: str = ""
    items: "tuple[Node, ...] | None" = None
    entries: "dict[str, Node] | None" = None
    key_line: int = 0


def parse(text: str, *, name: str) -> Node:
    """The tree of a YAML file without anchors, tags or types. Raises Refused."""
    if len(text) > MAX_CHARACTERS:
        raise Refused(name, [Fault(1, f"ไฟล์ยาวเกิน {MAX_CHARACTERS:,} ตัวอักษร")])
    try:
        check_events(text, name)
        root = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Refused(
            name, [Fault(mark.line + 1 if mark else 1, "เขียนไม่ถูกรูปแบบ YAML ดูเครื่องหมาย : - [ ] และการเยื้อง")]
        ) from error
    except yaml.YAMLError as error:
        raise Refused(name, [Fault(1, "มีอักขระที่อ่านไม่ได้ บันทึกไฟล์เป็น UTF-8 แล้วลองใหม่")]) from error
    if not isinstance(root, yaml.MappingNode):
        raise Refused(name, [Fault(1, "ไฟล์ต้องเป็นรายการ “คำ: ค่า”")])
    faults: list[Fault] = []
    tree = planted(root, faults)
    if faults:
        raise Refused(name, faults)
    return tree


def check_events(text: str, name: str) -> None:
    """Anchors can grow a small file beyond all memory, and deep nesting the stack: neither is needed here."""
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MAX_DEPTH:
            raise Refused(name, [Fault(line, "ซ้อนกันลึกเกินไป")])
        if isinstance(event, yaml.NodeEvent) and event.anchor or getattr(event, "tag", None):
            raise Refused(name, [Fault(line, "ใช้ & * หรือ ! นอกเครื่องหมายคำพูดไม่ได้")])


def planted(node: yaml.Node, faults: list[Fault]) -> Node:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.SequenceNode):
        return Node(line, items=tuple(planted(one, faults) for one in node.value))
    if isinstance(node, yaml.MappingNode):
        entries: dict[str, Node] = {}
        for key, value in node.value:
            at = key.start_mark.line + 1
            if not isinstance(key, yaml.ScalarNode):
                faults.append(Fault(at, "ชื่อรายการต้องเป็นคำเดียว"))
            elif key.value in entries:
                faults.append(Fault(at, f"มี “{key.value}” สองครั้งในที่เดียวกัน"))
            else:
                entries[key.value] = replace(planted(value, faults), key_line=at)
        return Node(line, entries=entries)
    return Node(line, word=COUNTED.sub("\u00a0", str(node.value).strip()))


@dataclass
class Form:
    """Named entries being read: every value is asked for by name and kind, and what is wrong is noted, not raised."""

    node: Node
    faults: list[Fault]
    asked: set[str] = field(default_factory=set)

    def fault(self, what: str, key: str = "") -> None:
        self.faults.append(Fault(self.line(key), what))

    def line(self, key: str = "") -> int:
        found = (self.node.entries or {}).get(key)
        return found.key_line if found else self.node.line

    def get(self, key: str) -> Node | None:
        self.asked.add(key)
        return (self.node.entries or {}).get(key)

    def has(self, key: str) -> bool:
        return self.get(key) is not None

    def text(self, key: str, *, most: int = 300, needed: bool = True) -> str:
        found = self.get(key)
        if found is None or not found.word:
            if needed:
                self.fault(f"ต้องมี “{key}”", key)
            return ""
        if len(found.word) > most:
            self.fault(f"“{key}” ยาวเกิน {most} ตัวอักษร", key)
        return found.word

    def code(self, key: str = "code", *, most: int = 30) -> str:
        word = self.text(key, most=most)
        if word and not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", word):
            self.fault(f"“{key}” ใช้ได้เฉพาะ a–z 0–9 - _", key)
        return word

    def one_of(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        word = self.text(key, needed=default is None) or default or ""
        if word and word not in allowed:
            self.fault(f"ไม่รู้จัก “{key}: {word}” ใช้ได้: {' '.join(allowed)}", key)
        return word

    def words(self, key: str, allowed: Collection[str] | None = None, *, needed: bool = True) -> tuple[str, ...]:
        """A list of words, each one of `allowed` and only once."""
        words: list[str] = []
        for one in self.items(key, needed=needed):
            if allowed is not None and one.word not in allowed:
                self.faults.append(Fault(one.line, f"ไม่รู้จัก “{one.word}” ใน {key} ใช้ได้: {' '.join(allowed)}"))
            elif one.word in words:
                self.faults.append(Fault(one.line, f"“{one.word}” ซ้ำใน {key}"))
            else:
                words.append(one.word)
        return tuple(words)

    def number(self, key: str, *, low: int = 0, high: int = 999, default: int | None = None) -> int:
        found = self.get(key)
        if found is None and default is not None:
            return default
        if found is None:
            self.fault(f"ต้องมี “{key}”")
            return low
        return self.integer(found, key, low, high)

    def numbers(self, key: str, *, low: int, high: int, needed: bool = True) -> list[tuple[int, int]]:
        """(number, line) of each entry of a list."""
        return [(self.integer(one, key, low, high), one.line) for one in self.items(key, needed=needed)]

    def integer(self, node: Node, key: str, low: int, high: int) -> int:
        if not INTEGER.fullmatch(node.word):
            self.faults.append(Fault(node.line, f"“{key}” ต้องเป็นตัวเลข {low}–{high}"))
            return low
        value = int(node.word)
        if not low <= value <= high:
            self.faults.append(Fault(node.line, f"{key} {value} อยู่นอกช่วง {low}–{high}"))
        return value

    def pair(self, node: Node, key: str, *, low: int, high: int) -> tuple[int, int]:
        """Two numbers in order, both included."""
        if node.items is None or len(node.items) != 2:
            self.faults.append(Fault(node.line, f"“{key}” ต้องเป็น [ตั้งแต่, ถึง]"))
            return low, high
        first, last = (self.integer(one, key, low, high) for one in node.items)
        if first > last:
            self.faults.append(Fault(node.line, f"“{key}” ตั้งแต่ {first} ถึง {last} ไม่ได้"))
        return first, last

    def is_yes(self, key: str, *, default: bool) -> bool:
        return self.one_of(key, ("yes", "no"), "yes" if default else "no") == "yes"

    def items(self, key: str, *, needed: bool = True) -> tuple[Node, ...]:
        found = self.get(key)
        if found is None or not found.items:
            if needed or found is not None and found.items is None:
                self.fault(f"“{key}” ต้องเป็นรายการ [ … ] ที่ไม่ว่าง", key)
            return ()
        return found.items

    def rows(self, key: str, *, width: int, least: int | None = None, needed: bool = True) -> list[Node]:
        """A list of lists of `width` words (at least `least`)."""
        good = []
        for one in self.items(key, needed=needed):
            if one.items is None or not (least or width) <= len(one.items) <= width:
                self.faults.append(Fault(one.line, f"แต่ละแถวของ {key} ต้องมี {width} ค่า"))
            else:
                good.append(one)
        return good

    def forms(self, key: str) -> Iterator["Form"]:
        """A list of named entries; what was not asked for in one is noted after it is read."""
        for one in self.items(key, needed=False):
            if one.entries is None:
                self.faults.append(Fault(one.line, f"แต่ละรายการของ {key} ต้องเป็น “คำ: ค่า”"))
                continue
            form = Form(one, self.faults)
            yield form
            form.done()

    def form(self, key: str) -> "Form | None":
        found = self.get(key)
        if found is None:
            return None
        if found.entries is None:
            self.fault(f"“{key}” ต้องเป็นรายการ “คำ: ค่า”", key)
            return None
        return Form(found, self.faults)

    def named(self, key: str) -> dict[str, Node]:
        form = self.form(key)
        return form.node.entries or {} if form else {}

    def done(self) -> None:
        """A word nobody asks for is a slip of the pen that would otherwise be passed over in silence."""
        for key, value in (self.node.entries or {}).items():
            if key not in self.asked:
                self.faults.append(Fault(value.key_line, f"ไม่รู้จัก “{key}”"))
