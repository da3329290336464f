"""The table of letters as a workbook for who keeps it at a school."""

from collections.abc import Mapping

from journal.papers import Workbook
from referrals.listing import MOST, Asked, Card, cards_of, table_rows
from referrals.models import Referral
from schools.calendar import format_short
from schools.levels import Level
from schools.models import User

HEADER = [
    "รหัส",
    "เคส",
    "นักเรียน",
    "ชั้น",
    "หน่วยงาน",
    "ประเภทหน่วยงาน",
    "ด่วน",
    "ขั้น",
    "ส่งเมื่อ",
    "รอ (วันทำการ)",
    "คำตอบล่าสุด",
    "วันนัด",
    "ผลการส่งต่อ",
]


def rows_of(user: User, asked: Mapping[str, str]) -> list[Referral]:
    """Of her own schools; those of an area's psychologist, who is shown single ones, are no list."""
    mine = user.rights.schools("counselor", "head")
    return list(table_rows(user, Asked.read(asked)).filter(school__in=mine)[:MOST])


def letters(user: User, *, asked: Mapping[str, str]) -> Workbook:
    """One row a letter, as the table lists it: who and where, never why or what was answered."""
    cards = cards_of(rows_of(user, asked), user)
    if Asked.read(asked).silent:
        cards = [card for card in cards if card.waiting and card.waiting.is_silent]
    widths = [14, 14, 20, 8, 30, 26, 8, 14, 14, 12, 16, 14, 24]
    return Workbook("การส่งต่อ", HEADER, [_row(card) for card in cards], widths=widths)


def _row(card: Card) -> list[str | int | float | None]:
    referral, answers = card.referral, getattr(card.referral, "answers", [])
    last = answers[-1] if answers else None
    agency = referral.agency
    return [
        referral.code,
        referral.case.code,
        referral.student.short_name,
        Level(referral.student.level).short,
        agency.name if agency else "",
        agency.type.name if agency else "",
        "ด่วน" if referral.is_urgent else "",
        referral.get_state_display(),
        format_short(referral.sent_on) if referral.sent_on else "",
        card.waiting.days if card.waiting else None,
        last.get_result_display() if last else "",
        format_short(last.appointment_on) if last and last.appointment_on else "",
        referral.get_outcome_display(),
    ]
