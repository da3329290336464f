"""Keeping instruments: a version is loaded once and never edited, so old results stay what they were."""

import hashlib
import json
from dataclasses import asdict

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from journal.actions import record
from journal.models import Verb
from schools.models import Area, User
from screening.instruments.checking import check_keeps, line_of
from screening.instruments.definition import Definition
from screening.instruments.parsing import Fault, Refused
from screening.instruments.reading import read
from screening.instruments.wording import WordingFile, read_wording
from screening.models import Instrument, Wording


@transaction.atomic
def load_instrument(area: Area | None, *, source: str, name: str, by: User | None) -> Instrument:
    """The version in a file, for an area (None: shipped, for everybody); from now on it is the one in use there.

    The same content again makes that version the one in use again; what is shipped is left as it stands. Raises
    Refused for a file that is wrong, for a version that is there already with other content, and for an area's file
    that alerts less or shows more than what is shipped.
    """
    if area is not None:
        Area.objects.select_for_update().get(pk=area.pk)  # two people loading at once do so one after the other
    definition = read(source, name=name)
    check_beside_shipped(definition, area, source, name)
    sha256 = hashlib.sha256(source.encode()).hexdigest()
    known = same_version(definition, area)
    if known is None:
        return write_instrument(definition, area=area, source=source, sha256=sha256, by=by)
    if known.sha256 != sha256:
        what = f"{known.short} ฉบับ {known.version} มีอยู่แล้วและเนื้อหาไม่เหมือนกัน ใส่เลขฉบับใหม่ ผลเก่าจึงยังคิดด้วยฉบับเดิม"
        raise Refused(name, [Fault(line_of(source, "version"), what)])
    return known if area is None else choose_version(known, area=area, by=by)


def check_beside_shipped(definition: Definition, area: Area | None, source: str, name: str) -> None:
    shipped = Instrument.objects.current().filter(area=None, code=definition.code).first() if area else None
    faults = check_keeps(definition, shipped.parsed, source) if shipped else []
    if faults:
        raise Refused(name, faults)


def same_version(definition: Definition, area: Area | None) -> Instrument | None:
    """The area's own, else the shipped one."""
    found = Instrument.objects.filter(code=definition.code, version=definition.version)
    return found.filter(Q(area=None) | Q(area=area)).order_by(F("area").asc(nulls_last=True)).first()


def write_instrument(
    definition: Definition, *, area: Area | None, source: str, sha256: str, by: User | None
) -> Instrument:
    Instrument.objects.filter(code=definition.code, area=area, is_current=True).update(is_current=False)
    made = Instrument.objects.create(
        area=area,
        code=definition.code,
        version=definition.version,
        name=definition.name,
        short=definition.short,
        definition=json.loads(json.dumps(asdict(definition), default=sorted)),
        source=source,
        sha256=sha256,
        loaded_by=by,
        loaded_at=timezone.now(),
    )
    record(Verb.IMPORTED, made, by=by, instrument=made.code, version=made.version, sha256=sha256)
    return made


@transaction.atomic
def choose_version(instrument: Instrument, *, area: Area, by: User | None) -> Instrument:
    """Use this version in the area from now on; results that are there keep the version that scored them.

    Raises Refused for an area's own version that is less safe than the one shipped by now.
    """
    if instrument.area_id is not None:
        check_beside_shipped(instrument.parsed, area, instrument.source, f"{instrument.code}.yaml")
    own = Instrument.objects.filter(area=area, code=instrument.code)
    own.filter(is_current=True).exclude(pk=instrument.pk).update(is_current=False)
    own.filter(pk=instrument.pk, is_current=False).update(is_current=True)
    instrument.refresh_from_db()
    record(Verb.CONFIGURED, instrument, by=by, instrument=instrument.code, version=instrument.version)
    return instrument


@transaction.atomic
def load_wording(area: Area, *, source: str, name: str, permission: str, by: User) -> Wording:
    """The questions of one form, for this area alone, with the owner's permission; again: instead of the old ones.

    Raises Refused for a file that is wrong or does not fit the instrument in use.
    """
    wording = read_wording(source, name=name)
    check_wording(wording, area, name)
    kept, _ = Wording.objects.update_or_create(
        area=area,
        code=wording.code,
        rater=wording.rater,
        defaults={
            "permission": permission,
            "items": {str(number): text for number, text in sorted(wording.items.items())},
            "loaded_by": by,
            "loaded_at": timezone.now(),
        },
    )
    record(Verb.IMPORTED, kept, by=by, wording=kept.code, rater=kept.rater, permission=permission)
    return kept


def check_wording(wording: WordingFile, area: Area, name: str) -> None:
    """It is of an instrument in use here, for one of its raters, and has as many questions as that has items."""
    instrument = Instrument.objects.for_area(area.pk).filter(code=wording.code).first()
    if instrument is None or not instrument.parsed.item_count:
        raise Refused(name, [Fault(wording.code_line, f"ไม่มีเครื่องมือ “{wording.code}” ที่กรอกรายข้อ")])
    definition = instrument.parsed
    if wording.rater and wording.rater not in definition.raters:
        raise Refused(name, [Fault(wording.rater_line, f"{definition.short} ไม่มีฉบับ “{wording.rater}”")])
    if len(wording.items) != definition.item_count:
        what = f"{definition.short} มี {definition.item_count} ข้อ แต่ไฟล์นี้มี {len(wording.items)} ข้อ"
        raise Refused(name, [Fault(wording.items_line, what)])


@transaction.atomic
def withdraw_wording(wording: Wording, *, by: User) -> None:
    """The permission ended: the questions go, and nothing of them stays here."""
    record(Verb.CONFIGURED, wording, by=by, wording=wording.code, rater=wording.rater, withdrawn=True)
    wording.delete()


@transaction.atomic
def permit_item_entry(area: Area, *, permission: str, by: User) -> Area:
    """Item by item entry of instruments that need the owner's permission (decisions C27); "" ends it."""
    area = Area.objects.select_for_update().get(pk=area.pk)
    area.item_entry_permission = permission
    area.save(update_fields=["item_entry_permission"])
    record(Verb.CONFIGURED, area, by=by, item_entry=bool(permission), permission=permission)
    return area
