"""A column or a block pasted from Excel: whole, or refused with the line and the child that are wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from screening.keyed import Cells, Field, value_of

MOST_LINES = 200


@dataclass(frozen=True)
class Seat:
    """A child of the room in the order of the sheet, what stands in her fields, and whether she is typed here."""

    ref: str
    number: int | None
    name: str
    cells: Cells
    is_locked: bool = False

    @property
    def called(self) -> str:
        return f"เลขที่\u00a0{self.number} {self.name}" if self.number else self.name


def read_block(
    text: str, *, seats: Sequence[Seat], fields: Sequence[Field], is_numbered: bool, writes_over: bool
) -> tuple[dict[str, Cells], list[str]]:
    """(ref → filled fields, what is wrong in Thai). `fields` begin with the column the block was put on.

    Without numbers there is one line per child, in order; with them the first column says whose line it is. An empty
    cell leaves what is there.
    """
    lines = [line.split("\t") for line in text.replace("\r\n", "\n").rstrip("\n").split("\n")]
    if len(lines) > MOST_LINES:
        return {}, [f"วางมา {len(lines)} บรรทัด รับได้ครั้งละ {MOST_LINES} บรรทัด"]
    faults: list[str] = []
    if is_numbered:
        owned = owners(lines, seats, faults)
    else:
        faults += wrong_length(lines, seats)
        owned = [] if faults else list(zip(range(1, len(lines) + 1), seats, lines, strict=True))
    found: dict[str, Cells] = {}
    for at, seat, words in owned:
        cells = read_line(at, seat, words, fields, faults, writes_over=writes_over)
        if cells:
            found[seat.ref] = cells
    return found, faults


def wrong_length(lines: Sequence[Sequence[str]], seats: Sequence[Seat]) -> list[str]:
    if len(lines) < len(seats):
        return [f"วางมา {len(lines)} บรรทัด แต่ห้องมี {len(seats)} คน ขาดตั้งแต่ {seats[len(lines)].called}"]
    if len(lines) > len(seats):
        return [f"วางมา {len(lines)} บรรทัด แต่ห้องมี {len(seats)} คน เกินตั้งแต่บรรทัดที่ {len(seats) + 1}"]
    return []


def owners(
    lines: Sequence[Sequence[str]], seats: Sequence[Seat], faults: list[str]
) -> list[tuple[int, Seat, Sequence[str]]]:
    """Whose line each is, by the เลขที่ in its first column."""
    by_number = {str(seat.number): seat for seat in seats if seat.number}
    first_at: dict[str, int] = {}
    owned: list[tuple[int, Seat, Sequence[str]]] = []
    for at, (word, *rest) in enumerate(lines, start=1):
        number = word.strip().lstrip("0")
        if not number and not any(one.strip() for one in rest):
            continue
        if number not in by_number:
            faults.append(f"บรรทัดที่ {at}: ไม่มีเลขที่ “{word.strip()[:20]}” ในห้องนี้")
        elif number in first_at:
            faults.append(f"บรรทัดที่ {at}: {by_number[number].called} ซ้ำกับบรรทัดที่ {first_at[number]}")
        else:
            first_at[number] = at
            owned.append((at, by_number[number], rest))
    return owned


def read_line(
    at: int, seat: Seat, words: Sequence[str], fields: Sequence[Field], faults: list[str], *, writes_over: bool
) -> Cells:
    if len(words) > len(fields) and any(word.strip() for word in words[len(fields) :]):
        faults.append(f"บรรทัดที่ {at} {seat.called}: มี {len(words)} คอลัมน์ แต่ตั้งแต่{fields[0].name}รับได้ {len(fields)}")
        return {}
    cells: Cells = {}
    for word, one in zip(words, fields, strict=False):
        try:
            value = value_of(word, one)
        except ValueError:
            faults.append(f"บรรทัดที่ {at} {seat.called}: {one.name} “{word.strip()[:20]}” ใส่ได้ {one.says()}")
            continue
        if value is None:
            continue
        if seat.is_locked:
            faults.append(f"บรรทัดที่ {at} {seat.called}: กรอกไว้ด้วยวิธีอื่นแล้ว เว้นบรรทัดนี้ว่างไว้")
            return {}
        stands = seat.cells.get(one.key)
        if stands not in (None, value) and not writes_over:
            faults.append(f"บรรทัดที่ {at} {seat.called}: {one.name} มีค่า {stands} อยู่แล้ว")
        cells[one.key] = value
    return cells
