"""ชบา on her way to บ้านดอนจำลอง: prepared, offered, taken."""

import datetime

from journal.context import acting
from students.actions import accept_transfer, offer_transfer, prepare_transfer
from students.models import Student

TODAY = datetime.date(2025, 6, 25)


def prepared(two, *sections, by=None, own=("learning", "welfare")):
    by = by or two.tabian
    with acting(by):
        return prepare_transfer(
            Student.objects.get(pk=two.chaba.pk),
            to_school=two.elsewhere,
            reason="ย้ายบ้าน",
            sections=sections,
            own=[*own, "identity", "guardians"],
            by=by,
        )


def offered(two, *sections):
    transfer = prepared(two, *sections)
    with acting(two.tabian):
        return offer_transfer(transfer, by=two.tabian)


def taken(two, transfer, *, by=None, number=None):
    by = by or two.far
    with acting(by):
        return accept_transfer(
            transfer, classroom=two.far_room, level=None, number=number, school_number="00042", on=TODAY, by=by
        )
