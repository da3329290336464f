"""The square that a telephone reads (QR): an address in, the outline of its dark modules out. No picture is made."""

from dataclasses import dataclass

from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.main import QRCode

LARGEST = 4  # 33 modules: at 2.6 cm each is 0.79 mm wide, which a cheap camera reads from paper


@dataclass(frozen=True)
class Code:
    """`path`: the `d` of one SVG path in a square of `size` modules, without a margin."""

    size: int
    path: str


def draw(text: str) -> Code:
    """With a quarter of it repairable where that fits version 4 (62 letters), else with the lesser repair (78)."""
    for repair in (ERROR_CORRECT_M, ERROR_CORRECT_L):
        made = QRCode(error_correction=repair, border=0)
        made.add_data(text, optimize=0)
        made.make(fit=True)
        if made.version <= LARGEST:
            break
    rows = made.get_matrix()
    return Code(len(rows), "".join(_outline(y, row) for y, row in enumerate(rows)))


def _outline(y: int, row: list[bool]) -> str:
    """The dark runs of one row as rectangles."""
    drawn, start = [], None
    for x, dark in enumerate([*row, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            drawn.append(f"M{start} {y}h{x - start}v1h-{x - start}z")
            start = None
    return "".join(drawn)
