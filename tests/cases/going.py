"""A case on its way with ชบา to บ้านดอนจำลอง: prepared by กานพลู, offered by the registrar."""

from cases import actions
from cases.models import Case
from journal.context import acting
from students.actions import offer_transfer


def again(user):
    user.__dict__.pop("rights", None)
    return user


def prepare(case, move, by, *, sections=("reason", "assessment"), notes=()):
    with acting(again(by)):
        seen = Case.objects.visible_to(by).get(pk=case.pk)
        return actions.prepare_passing(seen, transfer=move, sections=sections, notes=notes, by=by)


def offer(move, by):
    with acting(again(by)):
        return offer_transfer(move, by=by)
