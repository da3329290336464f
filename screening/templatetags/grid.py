"""Cells as ready-made text: the option lists are written once, because drawing them is the whole cost of a grid.

Every part is ours (ids of eight letters, positions, levels), so nothing needs escaping (performance.md §1).
"""

from functools import cache, lru_cache

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from schools.templatetags.shell import STATUS, icon
from screening.cells import cell_name
from screening.models import Aspect
from screening.schemes import Scheme
from screening.sheet import Child, Sheet

register = template.Library()

OPTIONS = {
    Aspect.Kind.LEVEL: [("", "–"), ("1", "1 ป ปกติ"), ("2", "2 ส เสี่ยง"), ("3", "3 ม มีปัญหา")],
    Aspect.Kind.FLAG: [("", "–"), ("1", "1 ไม่มี"), ("2", "2 มี")],
}
FLAG_WORDS = {0: "–", 1: "ไม่มี", 2: "มี"}
ANYBODY = "00000000"  # stands for a child in an address that is kept for all of a room
LETTERS = {level: letter for level, (_, _, letter, _) in STATUS.items()}


@cache
def options(kind: str, level: int) -> str:
    return "".join(
        f'<option value="{value}"{" selected" if value == (str(level) if level else "") else ""}>{label}</option>'
        for value, label in OPTIONS[Aspect.Kind(kind)]
    )


@cache
def shown(kind: str, level: int) -> str:
    """A cell nobody may change: shape, letter and word."""
    if kind == Aspect.Kind.FLAG:
        return f'<span class="mark mark-flag{" is-set" if level == 2 else ""}">{FLAG_WORDS[level]}</span>'
    return str(mark(level))


@register.simple_tag
def to_child(view: str, sheet: Sheet, child: Child) -> str:
    """The address of a page about one child of the sheet. Finding it out once for a room is enough."""
    return pattern(view, sheet.classroom.public_id, sheet.round.public_id).replace(ANYBODY, child.sid)


@register.simple_tag
def to_student(child: Child) -> str:
    return pattern("studentcare:student").replace(ANYBODY, child.sid)


@lru_cache(maxsize=1024)
def pattern(view: str, *ids: str) -> str:
    return reverse(view, args=[*ids, ANYBODY])


@register.simple_tag
def mark(level: int) -> SafeString:
    """A status that fills its cell, with the word for screen readers."""
    return filled_with(level)


@cache
def filled_with(level: int) -> SafeString:
    css, shape, letter, word = STATUS[level]
    return SafeString(
        f'<span class="mark {css}"><svg class="i" aria-hidden="true"><use href="{static("studentcare/icons.svg")}'
        f'#i-{shape}"/></svg>{letter}<span class="visually-hidden"> {word}</span></span>'
    )


@register.simple_tag
def cells(sheet: Sheet, child: Child, is_open: bool) -> SafeString:
    """The row's cells: selects where it may be filled in, letters where not, 🔒 where the person may not look."""
    return SafeString("".join(cell(sheet, child, aspect, is_open) for aspect in sheet.aspects))


@register.simple_tag
def mind_cell(sheet: Sheet, child: Child) -> SafeString:
    """The computed column: a letter where there is an SDQ, – where not, 🔒 where the person may not look."""
    return SafeString(f'<td class="computed">{mark(child.mind) if sheet.sees_mind else locked()}</td>')


def cell(sheet: Sheet, child: Child, aspect: Aspect, is_open: bool) -> str:
    at = aspect.position
    level = child.levels[at - 1]
    if at not in sheet.open_positions:
        return f"<td>{locked()}</td>"
    if not is_open:
        return f"<td>{shown(aspect.kind, level)}</td>"
    flag = " cell-flag" if aspect.kind == Aspect.Kind.FLAG else ""
    dot = '<span class="cell-note" title="มีเหตุผลแล้ว"></span>' if at in child.explained else ""
    return (
        f'<td><span class="cell{flag}"><select form="grid" name="{cell_name(child.sid, at)}" '
        f'aria-labelledby="n-{child.sid} d{at}">{options(aspect.kind, level)}</select>{dot}</span></td>'
    )


URGENCY_ICONS = ("none", "ok", "risk", "flag", "urgent")


@register.simple_tag
def urgency_tag(level: int, scheme: Scheme) -> SafeString | str:
    """How fast somebody must act: a shape, the colour's name and what to do, and the colour as an edge."""
    if not level:
        return ""
    word = scheme.urgency_word(level)
    return format_html('<span class="tag urgency urgency-{}">{}{}</span>', level, icon(URGENCY_ICONS[level]), word)


def locked() -> str:
    return (
        f'<span class="locked"><svg class="i" aria-hidden="true"><use href="{static("studentcare/icons.svg")}#i-lock"/>'
        '</svg><span class="visually-hidden">ไม่มีสิทธิดู</span></span>'
    )


@register.filter
def at(child: Child, position: int) -> int:
    """The child's level at a position."""
    return child.levels[position - 1]


@register.filter
def letter(level: int) -> str:
    return LETTERS[level]


@register.filter
def word(level: int) -> str:
    return STATUS[level][3]
