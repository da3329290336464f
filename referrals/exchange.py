"""The packet and the reply as files for an agency's own system: JSON with a published schema, version and checksum.

docs/packet.md describes both; docs/schema/*.json are what is checked. What comes in is read as rubbish until every
check has passed: size, JSON, format, version, shape, whole, meant for this very letter.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from jsonschema import Draft202012Validator, ValidationError

from referrals.clock import within
from referrals.models import Referral, Reply
from referrals.packet import Packet
from schools.thai import clean

PACKET, REPLY, VERSION = "studentcare-packet", "studentcare-reply", 1
MOST_BYTES = 64 * 1024  # the longest reply the schema allows is below 40 kB
CHRISTIAN = 2300  # a year beyond it was written in พ.ศ.
SAY_BIG = "ไฟล์ใหญ่เกิน 64\u00a0kB ไม่ใช่ไฟล์คำตอบ ขอไฟล์ใหม่จากหน่วยงาน"
SAY_NO_JSON = "อ่านไฟล์นี้ไม่ได้ ไม่ใช่ไฟล์ JSON หรือไฟล์มาไม่ครบ ขอไฟล์ใหม่จากหน่วยงาน"
SAY_NO_REPLY = "ไฟล์นี้ไม่ใช่คำตอบการส่งต่อ เลือกไฟล์คำตอบที่หน่วยงานส่งมา"
SAY_PACKET = "ไฟล์นี้คือข้อมูลที่โรงเรียนส่งไป ไม่ใช่คำตอบ เลือกไฟล์คำตอบที่หน่วยงานส่งมา"
SAY_VERSION = "ไฟล์นี้ใช้รูปแบบรุ่น {found} ระบบนี้อ่านรุ่น 1 แจ้งหน่วยงานให้ส่งรุ่น 1 หรือบันทึกคำตอบเอง"
SAY_CHANGED = "ค่าตรวจความครบถ้วน (checksum) ไม่ตรง ไฟล์ถูกแก้หรือมาไม่ครบ ขอไฟล์ใหม่จากหน่วยงาน"
SAY_FOREIGN = "ไฟล์นี้ตอบการส่งต่อเลขที่อื่น ไม่ใช่ {code} ตรวจว่าเลือกไฟล์ถูก หรือเปิดการส่งต่อที่ไฟล์นี้ตอบ"
SAY_OTHER_PACKET = "ไฟล์นี้ตอบข้อมูลคนละฉบับกับที่ส่งไปในเลขที่ {code} โทรถามหน่วยงานก่อนบันทึก"


class BadFile(ValueError):
    """Not an answer to this letter that can be recorded. Its text says why and what to do."""


def packet_document(referral: Referral) -> dict[str, Any]:
    """What the agency was told, as docs/schema/packet-1.json has it. Asks nothing but the referral's own row.

    Raises ValueError before the packet is frozen.
    """
    if referral.packet is None:
        raise ValueError("a draft has no frozen packet")
    packet = cast(Packet, referral.packet)
    cover = packet["cover"]
    document: dict[str, Any] = {
        "format": PACKET,
        "version": VERSION,
        "code": referral.code,
        "made_on": packet["made_on"],
        "sent_on": _iso(referral.sent_on),
        "is_urgent": referral.is_urgent,
        "answer_within_working_days": within(is_urgent=referral.is_urgent),
        "letter": {"number": referral.letter_number, "on": _iso(referral.letter_on)},
        "school": {name: cover[name] for name in ("area", "address", "phone")} | {"name": cover["school"]},
        "agency": {"name": cover["agency"], "addressee": cover["addressee"]},
        **{name: packet[name] for name in ("reason", "tried", "asked", "sensitive_reason", "parts", "left_out")},
        "legal_basis": packet["consent"],
    }
    return sealed(document)


def sealed(document: Mapping[str, Any]) -> dict[str, Any]:
    """With the checksum of everything else in it."""
    return {**document, "checksum": {"algorithm": "sha256", "value": checksum(document)}}


def checksum(document: Mapping[str, Any]) -> str:
    """SHA-256 over the canonical form without its checksum: keys sorted, no spaces, UTF-8, nothing escaped."""
    rest = {name: value for name, value in document.items() if name != "checksum"}
    return hashlib.sha256(_canonical(rest)).hexdigest()


def written(document: Mapping[str, Any]) -> bytes:
    """The file: the canonical form, one line."""
    return _canonical(document) + b"\n"


def read_reply(content: bytes, referral: Referral) -> dict[str, Any]:
    """What a reply file says, as the keywords of `actions.add_reply` (`key` is the file's own id).  Raises BadFile."""
    told = _opened(content)
    if problem := _problem(told):
        raise BadFile(problem)
    if not _is_text(told):
        raise BadFile(SAY_NO_JSON)
    if checksum(told) != told["checksum"]["value"]:
        raise BadFile(SAY_CHANGED)
    if told["code"] != referral.code:
        raise BadFile(SAY_FOREIGN.format(code=referral.code))
    if told["packet_checksum"] != packet_document(referral)["checksum"]["value"]:
        raise BadFile(SAY_OTHER_PACKET.format(code=referral.code))
    appointment = told.get("appointment", {})
    said = {
        "key": UUID(told["id"]),
        "how": Reply.How.FILE.value,
        "result": told["result"],
        "why": told.get("why", ""),
        "received_on": _day(told["answered_on"]),
        "appointment_on": _day(appointment.get("on")),
        "appointment_place": clean(appointment.get("place", "")),
        "next_on": _day(told.get("next_on")),
        **{name: clean(told.get(name, "")) for name in ("said_by", "position", "phone")},
        **{name: clean(told.get(name, ""), lines=True) for name in ("findings", "advice")},
    }
    if not said["said_by"]:
        raise BadFile("ไฟล์ไม่บอกผู้ให้ข้อมูล (said_by) ขอไฟล์ใหม่จากหน่วยงาน")
    return said


def dated_wrong(said: Mapping[str, Any], referral: Referral, today: date) -> str:
    """Why these days cannot be, or "": answered before it was sent or tomorrow, met before it was answered."""
    if said["received_on"] > today:
        return "วันที่ตอบ (answered_on) ในไฟล์ยังมาไม่ถึง ขอไฟล์ใหม่จากหน่วยงาน"
    if referral.sent_on and said["received_on"] < referral.sent_on:
        return "วันที่ตอบ (answered_on) ในไฟล์มาก่อนวันที่ส่งหนังสือ ขอไฟล์ใหม่จากหน่วยงาน"
    if said["appointment_on"] and said["appointment_on"] < said["received_on"]:
        return "วันนัด (appointment.on) ในไฟล์มาก่อนวันที่ตอบ ขอไฟล์ใหม่จากหน่วยงาน"
    return ""


@cache
def schema(name: str) -> dict[str, Any]:
    """ "packet" or "reply": the published schema of version 1."""
    path = Path(settings.BASE_DIR) / "docs" / "schema" / f"{name}-{VERSION}.json"
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _canonical(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _is_text(told: Mapping[str, Any]) -> bool:
    """JSON may spell halves of letters (\\ud800), which are no text and have no checksum."""
    try:
        _canonical(told)
    except UnicodeEncodeError:
        return False
    return True


def _opened(content: bytes) -> dict[str, Any]:
    if len(content) > MOST_BYTES:
        raise BadFile(SAY_BIG)
    try:
        told = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once_each, parse_constant=_no_number)
    except (ValueError, RecursionError) as broken:
        raise BadFile(SAY_NO_JSON) from broken
    if not isinstance(told, dict):
        raise BadFile(SAY_NO_REPLY)
    if told.get("format") == PACKET:
        raise BadFile(SAY_PACKET)
    if told.get("format") != REPLY:
        raise BadFile(SAY_NO_REPLY)
    if told.get("version") != VERSION or isinstance(told["version"], bool):
        raise BadFile(SAY_VERSION.format(found=clean(str(told.get("version", "?"))[:10])))
    return told


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that comes twice means one thing to us and another to somebody else: refused."""
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return made


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _problem(told: dict[str, Any]) -> str:
    """The first thing that the schema does not allow, in Thai, or ""."""
    checker = Draft202012Validator(schema("reply"), format_checker=Draft202012Validator.FORMAT_CHECKER)
    wrong = min(checker.iter_errors(told), key=lambda error: [str(step) for step in error.absolute_path], default=None)
    return f"{_said(wrong)} ขอไฟล์ใหม่จากหน่วยงาน หรือบันทึกคำตอบเอง" if wrong else ""


def _said(wrong: ValidationError) -> str:
    where = ".".join(str(step) for step in wrong.absolute_path)
    if wrong.validator == "required":
        known = cast("list[str]", wrong.validator_value)
        lacking = [name for name in known if name not in cast("dict[str, Any]", wrong.instance)]
        return f"ไฟล์ขาดช่อง {', '.join(lacking)}"
    if wrong.validator == "additionalProperties":
        return "ไฟล์มีช่องที่ไม่อยู่ในรูปแบบรุ่น 1"
    words = {
        "enum": "มีค่าที่ไม่รู้จัก",
        "type": "เป็นข้อมูลคนละชนิด",
        "maxLength": "ยาวเกินกำหนด",
        "minLength": "ว่าง",
        "format": "ไม่ใช่วันที่ ค.ศ. แบบ 2025-07-02",
        "pattern": "เขียนไม่ตรงรูปแบบ",
    }
    return f"ช่อง {where[:60]} ในไฟล์{words.get(str(wrong.validator), 'ไม่ถูกต้อง')}"


def _day(text: str | None) -> date | None:
    if not text:
        return None
    on = date.fromisoformat(text)
    if on.year >= CHRISTIAN:
        raise BadFile("วันที่ในไฟล์เขียนเป็น พ.ศ. รูปแบบรุ่น 1 ใช้ ค.ศ. ขอไฟล์ใหม่จากหน่วยงาน")
    return on


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
