"""Small things every page draws: icons, the key of a form, a status with shape, letter, word and colour."""

import uuid
from functools import cache

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from schools import calendar

register = template.Library()

# level -> class, icon, letter, word (ux.md 4.6)
STATUS = {
    0: ("is-none", "none", "–", "ยังไม่คัดกรอง"),
    1: ("is-ok", "ok", "ป", "ปกติ"),
    2: ("is-risk", "risk", "ส", "เสี่ยง"),
    3: ("is-prob", "prob", "ม", "มีปัญหา"),
}


@register.simple_tag
def icon(name: str, more: str = "") -> SafeString:
    """An icon of static/studentcare/icons.svg; decorative, so hidden from screen readers."""
    return drawn(name, more)


@cache
def drawn(name: str, more: str) -> SafeString:
    """A page of a class has dozens, and they are a handful."""
    return format_html(
        '<svg class="i {}" aria-hidden="true"><use href="{}#i-{}"/></svg>',
        more,
        static("studentcare/icons.svg"),
        name,
    )


@register.simple_tag
def chip(level: int) -> SafeString:
    """A pill with the status of a level: shape, letter, word and colour."""
    css, shape, letter, word = STATUS[level]
    return format_html('<span class="chip-status {}">{}{} {}</span>', css, icon(shape), letter, word)


@register.simple_tag
def level_cell(name: str, level: int, change: int = 0) -> SafeString:
    """A cell of the risk strip: an aspect's name, its letter and word, and an arrow since the round before."""
    css, shape, letter, word = STATUS[level]
    arrow = SafeString("")
    if change:
        said = "แย่ลงจากครั้งก่อน" if change > 0 else "ดีขึ้นจากครั้งก่อน"
        arrow = format_html(
            '<span class="change">{}<span class="visually-hidden">{}</span></span>',
            icon("up2" if change > 0 else "down2"),
            said,
        )
    return format_html(
        '<li class="risk-cell {}"><span>{}</span><b>{}{}{}</b><span>{}</span></li>',
        css,
        name,
        icon(shape),
        letter,
        arrow,
        word,
    )


@register.simple_tag
def urgent_chip() -> SafeString:
    return format_html('<span class="chip-status is-urgent">{}ช่วยทันที</span>', icon("urgent"))


@register.simple_tag
def form_key() -> SafeString:
    """The hidden key by which a form sent twice is recognised (`schools.http.once`)."""
    return format_html('<input type="hidden" name="form_key" value="{}">', uuid.uuid4())


@register.simple_tag
def printed_at() -> str:
    return calendar.format_moment(timezone.localtime())
