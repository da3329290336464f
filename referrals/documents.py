"""What the papers of a referral hold: letter D4a, sealed summary D4b, reply form D5, the slip with the code."""

import re
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from journal.papers import Packed, Pdf
from referrals import qr
from referrals.exchange import packet_document, written
from referrals.letter import Letter, compose
from referrals.links import address_of, code_of
from referrals.models import Link, Referral
from referrals.packet import build, letter_facts
from schools.letterheads import on_paper
from schools.models import User

JSON = "application/json"

# Never broken at the end of a line: a code, and a number of working days (Thai breaks between วัน and ทำการ).
_WHOLE = re.compile(r"(R-\d{4}-\d{4,}|[0-9๐-๙]+\u00a0วันทำการ)")


def letter(user: User, *, referral_id: int) -> Pdf:
    referral = _referral(user, referral_id)
    words, head = words_of(user, referral), on_paper(referral.school)
    context = {
        "referral": referral,
        "letter": words,
        "paragraphs": [whole(text) for text in words.paragraphs],
        "letterhead": head,
        **_scanned(user, referral),
    }
    return Pdf("referrals/pdf/letter.html", context, f"หนังสือส่งต่อ {referral.code}", head.pictures)


def summary(user: User, *, referral_id: int) -> Pdf:
    """The frozen packet; of a draft what it would be now, marked as a draft."""
    referral = _referral(user, referral_id)
    context = {**_about(referral, user), "counselor": referral.drafted_by}
    return Pdf("referrals/pdf/summary.html", context, f"แบบสรุปข้อมูลเพื่อการส่งต่อ {referral.code}")


def reply_form(user: User, *, referral_id: int) -> Pdf:
    """D5, blank: names a code and no child. The six digits never stand on it."""
    referral = _referral(user, referral_id)
    context = {**_about(referral, user), **_scanned(user, referral)}
    return Pdf("referrals/pdf/reply_form.html", context, f"แบบตอบรับการส่งต่อ {referral.code}")


def code_slip(user: User, *, referral_id: int) -> Pdf:
    """The six digits on a paper of their own, for an envelope of its own: no child, no agency, no address."""
    referral = _referral(user, referral_id)
    link = Link.objects.visible_to(user).get(referral=referral)
    code = code_of(link)
    context = {"referral": referral, "link": link, "code": f"{code[:3]}\u00a0{code[3:]}"}
    return Pdf("referrals/pdf/code_slip.html", context, f"รหัสเปิดลิงก์ {referral.code}")


def packet_json(user: User, *, referral_id: int) -> Packed:
    """The frozen packet as JSON, in the published form (docs/packet.md)."""
    referral = _referral(user, referral_id)
    return Packed(written(packet_document(referral)), JSON, f"ข้อมูลเพื่อการส่งต่อ {referral.code}")


def words_of(user: User, referral: Referral) -> Letter:
    """The letter as it is printed: it speaks of a code to scan only where one stands, or will stand, on the paper."""
    return compose(replace(letter_facts(referral), has_code=_will_have_code(user, referral)))


def live_link(user: User, referral: Referral) -> Link | None:
    return Link.objects.visible_to(user).filter(referral=referral).alive(timezone.now()).first()


def whole(text: str) -> SafeString:
    """Escaped, with codes and working days kept on one line."""
    pieces = enumerate(_WHOLE.split(text))  # every second one is a match
    kept = (format_html('<span class="nowrap">{}</span>', piece) if n % 2 else piece for n, piece in pieces)
    return format_html_join("", "{}", ((piece,) for piece in kept))


def _will_have_code(user: User, referral: Referral) -> bool:
    if not settings.SITE_URL:
        return False
    return live_link(user, referral) is not None if referral.signed_at else referral.uses_link


def _scanned(user: User, referral: Referral) -> dict[str, Any]:
    """`qr` and `link` where a link lives; before the signature only that there will be one."""
    link = live_link(user, referral) if settings.SITE_URL else None
    drawn = qr.draw(f"{settings.SITE_URL}{address_of(link)}") if link else None
    return {"link": link, "qr": drawn, "qr_comes": not link and _will_have_code(user, referral)}


def _about(referral: Referral, user: User) -> dict[str, Any]:
    packet = referral.packet or build(referral, by=user)
    return {"referral": referral, "packet": packet, "is_draft": referral.packet is None}


def _referral(user: User, referral_id: int) -> Referral:
    rows = Referral.objects.visible_to(user).select_related(
        "case__owner", "student__classroom", "school__area", "agency", "drafted_by"
    )
    return rows.get(pk=referral_id)
