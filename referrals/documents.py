"""What the papers of a referral hold: the letter D4a, the sealed summary D4b and the blank reply form D5."""

import re

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from journal.papers import Pdf
from referrals.letter import compose
from referrals.models import Referral
from referrals.packet import build, letter_facts
from schools.models import User
from schools.models.places import LetterheadMode

# Never broken at the end of a line: a code, and a number of working days (Thai breaks between วัน and ทำการ).
_WHOLE = re.compile(r"(R-\d{4}-\d{4,}|[0-9๐-๙]+\u00a0วันทำการ)")


def letter(user: User, *, referral_id: int) -> Pdf:
    referral = _referral(user, referral_id)
    words = compose(letter_facts(referral))
    context = {
        "referral": referral,
        "letter": words,
        "paragraphs": [whole(text) for text in words.paragraphs],
        "prints_name": referral.school.letterhead == LetterheadMode.NAME,
    }
    return Pdf("referrals/pdf/letter.html", context, f"หนังสือส่งต่อ {referral.code}")


def summary(user: User, *, referral_id: int) -> Pdf:
    """The frozen packet; of a draft what it would be now, marked as a draft."""
    referral = _referral(user, referral_id)
    packet = referral.packet or build(referral, by=user)
    counselor = referral.drafted_by
    context = {"referral": referral, "packet": packet, "counselor": counselor, "is_draft": referral.packet is None}
    return Pdf("referrals/pdf/summary.html", context, f"แบบสรุปข้อมูลเพื่อการส่งต่อ {referral.code}")


def whole(text: str) -> SafeString:
    """Escaped, with codes and working days kept on one line."""
    pieces = enumerate(_WHOLE.split(text))  # every second one is a match
    kept = (format_html('<span class="nowrap">{}</span>', piece) if n % 2 else piece for n, piece in pieces)
    return format_html_join("", "{}", ((piece,) for piece in kept))


def _referral(user: User, referral_id: int) -> Referral:
    rows = Referral.objects.visible_to(user).select_related(
        "case__owner", "student__classroom", "school__area", "agency", "drafted_by"
    )
    return rows.get(pk=referral_id)
