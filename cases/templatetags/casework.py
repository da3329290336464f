"""What case pages draw: the mark of a level, a due day, the state of a case."""

import datetime

from django import template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cases.models import Case, State, Task, Urgency
from schools import calendar
from schools.templatetags.shell import STATUS, icon
from screening.models import Aspect

register = template.Library()

STATE_TAGS = {State.INTAKE: "tag-info", State.PLAN_REVIEW: "tag-look", State.HELPING: "tag-go"}
SOON = datetime.timedelta(days=3)
LONG_WAIT, SHORT_WAIT = 21, 14


@register.simple_tag
def state_tag(case: Case) -> SafeString:
    css = STATE_TAGS.get(State(case.state), "")
    return format_html('<span class="tag {}">{}</span>', css, case.get_state_display())


@register.simple_tag
def paper_level(aspect: Aspect, level: int | None) -> str:
    """A level in a table on paper: letter and word; 0 or None when nobody knows it."""
    if aspect.kind == Aspect.Kind.FLAG:
        return {1: "ไม่มี", 2: "มี"}.get(level or 0, "–")
    return f"{STATUS[level][2]} {STATUS[level][3]}" if level else "–"


@register.simple_tag
def urgency_tag(case: Case) -> SafeString | str:
    """Nothing for an ordinary case; plum belongs to ช่วยทันที alone."""
    if case.urgency == Urgency.URGENT:
        return format_html('<span class="chip-status is-urgent">{}ด่วน</span>', icon("urgent"))
    if case.urgency == Urgency.HIGH:
        return format_html('<span class="tag tag-look">{} ความเร่งด่วน สูง</span>', icon("flag"))
    return ""


@register.simple_tag
def mark(level: int, kind: str = "level", change: int = 0) -> SafeString:
    """A cell of the heat map: shape, letter, hidden word, and an arrow where it changed since the last round."""
    if kind == "flag":
        css, word = {1: ("is-flag", "ไม่มี"), 2: ("is-flag strong", "มี")}.get(level, ("is-flag", "–"))
        return format_html('<span class="mark {}">{}</span>', css, word)
    css, shape, letter, word = STATUS[level]
    return format_html(
        '<span class="mark {}">{}{}<span class="visually-hidden"> {}</span>{}</span>',
        css,
        icon(shape),
        letter,
        word,
        arrow(change),
    )


@register.simple_tag
def locked_mark() -> SafeString:
    return format_html(
        '<span class="mark is-locked">{}<span class="visually-hidden">จำกัดสิทธิ์</span></span>', icon("lock")
    )


def arrow(change: int) -> SafeString | str:
    if change == 0:
        return ""
    shape, word = ("up2", "แย่ลงจากครั้งก่อน") if change > 0 else ("down2", "ดีขึ้นจากครั้งก่อน")
    return format_html('<span class="change">{}<span class="visually-hidden">{}</span></span>', icon(shape), word)


@register.simple_tag
def task_due(task: Task) -> SafeString:
    """ "เลย 2 วัน", "27 มิ.ย. 68 อีก 2 วัน", "เสร็จ 17 มิ.ย. 68"."""
    if task.done_at is not None:
        done_on = calendar.format_tiny(timezone.localtime(task.done_at).date())
        return format_html('<span class="due">เสร็จ {}</span>', done_on)
    return due_day(task.due_on)


@register.simple_tag
def due_day(on: datetime.date) -> SafeString:
    today = timezone.localdate()
    if on < today:
        return format_html('<span class="due due-over">{}{}</span>', icon("prob"), calendar.due_text(on, today))
    if on - today <= SOON:
        said = f"{calendar.format_tiny(on)} {calendar.due_text(on, today)}"
        return format_html('<span class="due due-soon">{}{}</span>', icon("risk"), said)
    return format_html('<span class="due">{}</span>', calendar.format_tiny(on))


@register.simple_tag
def waited(days: int) -> SafeString:
    """How long a child at risk has had nobody."""
    if days >= LONG_WAIT:
        return format_html('<span class="due due-over">{}{}\u00a0วัน</span>', icon("prob"), days)
    if days >= SHORT_WAIT:
        return format_html('<span class="due due-soon">{}{}\u00a0วัน</span>', icon("risk"), days)
    return format_html('<span class="due">{}\u00a0วัน</span>', days)
