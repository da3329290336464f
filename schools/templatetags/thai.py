"""Filters that write dates in พ.ศ., names, levels and numbers the Thai way; nothing prints where there is nothing."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Protocol

from django import template
from django.utils import timezone
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from schools import calendar, thai
from schools.levels import Level

register = template.Library()
LONGEST_LINE = 30  # letters and marks of a name that fit a heading and a card on a phone


class Named(Protocol):
    """A person."""

    first_name: str
    last_name: str


def _day(value: object) -> date | None:
    """A date, or a moment's day in Bangkok."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value if isinstance(value, date) else None


def _moment(value: object) -> datetime | None:
    if not isinstance(value, datetime):
        return None
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _of_day(write: Callable[[date], str]) -> Callable[[object], str]:
    def written(value: object) -> str:
        on = _day(value)
        return write(on) if on else ""

    written.__doc__ = write.__doc__
    return written


def _of_moment(write: Callable[[datetime], str]) -> Callable[[object], str]:
    def written(value: object) -> str:
        at = _moment(value)
        return write(at) if at else ""

    written.__doc__ = write.__doc__
    return written


register.filter("be_long", _of_day(calendar.format_long))
register.filter("be_short", _of_day(calendar.format_short))
register.filter("be_tiny", _of_day(calendar.format_tiny))
register.filter("be_day", _of_day(calendar.format_day))
register.filter("be_weekday", _of_day(calendar.format_weekday))
register.filter("be_letter", _of_day(calendar.format_letter))
register.filter("be_month", _of_day(calendar.format_month))
register.filter("be_time", _of_moment(calendar.format_time))
register.filter("be_moment", _of_moment(calendar.format_moment))


@register.filter
def be_year(value: object) -> str:
    """ "2568" of a date, a moment or a ค.ศ. year."""
    on = _day(value)
    if on:
        return str(calendar.be_year(on))
    return str(value + calendar.BE) if isinstance(value, int) else ""


@register.filter
def thai_digits(value: object) -> str:
    """ "๔๐"."""
    return "" if value is None else thai.to_thai_digits(value)


@register.filter
def age(born: object, on: object = None) -> str:
    """ "9 ปี 3 เดือน" today, or on a day that is given."""
    born_on = _day(born)
    return calendar.age_text(born_on, _day(on) or timezone.localdate()) if born_on else ""


@register.filter
def due(value: object, today: object = None) -> str:
    """ "อีก 5 วัน", "วันนี้", "เลย 2 วัน"."""
    on = _day(value)
    return calendar.due_text(on, _day(today) or timezone.localdate()) if on else ""


@register.filter
def short_name(person: Named | None) -> str:
    """ "ชบา ล."."""
    return thai.short_name(person.first_name, person.last_name) if person else ""


@register.filter
def initials(person: Named | None) -> str:
    """ "ชล" for the round avatar."""
    return thai.initials(person.first_name, person.last_name) if person else ""


@register.filter
def nbsp(value: Any, unit: Any = "") -> str:
    """{{ 40|nbsp:"คน" }}: a number and its unit on one line; without a unit, a text whose spaces do not break."""
    text = "" if value is None else str(value)
    return thai.nbsp(text, unit) if unit else thai.unbroken(text)


@register.filter
def whole(name: object) -> SafeString:
    """A person's name that no line breaks inside; one too long for a line breaks between its parts only."""
    text = str(name or "")
    if len(text) <= LONGEST_LINE:
        return _kept(text)
    return format_html_join(" ", "{}", ((_kept(part),) for part in text.split(" ")))


def _kept(text: str) -> SafeString:
    if not text or len(text) > LONGEST_LINE:
        return conditional_escape(text)
    return format_html('<span class="nowrap">{}</span>', text)


@register.filter
def level(value: object) -> str:
    """ "ป.4" of a stored level."""
    found = _level(value)
    return found.short if found else ""


@register.filter
def level_long(value: object) -> str:
    """ "ชั้นประถมศึกษาปีที่ 4"."""
    found = _level(value)
    return found.long if found else ""


def _level(value: object) -> Level | None:
    return Level(value) if isinstance(value, int) and value in set(Level) else None


@register.filter
def thousands(value: object) -> str:
    """1834 as "1,834"."""
    return f"{value:,}" if isinstance(value, int) else str(value)
