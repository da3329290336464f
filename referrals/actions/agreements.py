"""What holds the network together is written down: agreements with their document, networks of the districts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from journal.actions import record
from journal.ids import new_public_id
from journal.models import Verb
from referrals.actions.agencies import keep_named
from referrals.models import Agency, Agreement, Network, Paper
from referrals.uploads import Stored
from schools.models import Area, School, User
from schools.sealing import place, seal, unseal


@transaction.atomic
def add_agreement(
    *, area: Area, school: School | None, agencies: Iterable[Agency], by: User, **values: Any
) -> Agreement:
    """A school's own, or the area's with its partners."""
    agreement = Agreement.objects.create(area=area, school=school, made_by=by, made_at=timezone.now(), **values)
    agreement.agencies.set(agencies)
    record(Verb.CONFIGURED, agreement, by=by, added=True)
    return agreement


@transaction.atomic
def edit_agreement(agreement: Agreement, *, agencies: Iterable[Agency], by: User, **values: Any) -> Agreement:
    agreement = _held(agreement)
    for name, value in values.items():
        setattr(agreement, name, value)
    agreement.version += 1
    agreement.save()
    agreement.agencies.set(agencies)
    record(Verb.CONFIGURED, agreement, by=by)
    return agreement


@transaction.atomic
def end_agreement(agreement: Agreement, *, ended_on: date, by: User) -> Agreement:
    """It no longer holds, before its last day. What was agreed stays to be read."""
    agreement = _held(agreement)
    agreement.ended_on = ended_on
    agreement.version += 1
    agreement.save(update_fields=["ended_on", "version"])
    record(Verb.CONFIGURED, agreement, by=by, ended=True)
    return agreement


def _held(agreement: Agreement) -> Agreement:
    return Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)


@transaction.atomic
def keep_paper(agreement: Agreement, *, stored: Stored, by: User) -> Paper:
    """The signed document; one that was there before is replaced."""
    agreement = _held(agreement)
    Paper.objects.filter(agreement=agreement).delete()
    name = new_public_id()
    paper = Paper.objects.create(
        public_id=name,
        agreement=agreement,
        name=stored.name,
        kind=stored.kind,
        size=stored.size,
        sealed=seal(settings.FIELD_KEYS, stored.content, at=_place(name)),
        added_by=by,
        added_at=timezone.now(),
    )
    record(Verb.CONFIGURED, agreement, by=by, paper=name)
    return paper


@transaction.atomic
def take_paper(paper: Paper, *, by: User) -> bytes:
    """The document as it was kept, and the line that it left."""
    record(Verb.DISCLOSED, paper.agreement, by=by, document="agreement")
    return unseal(settings.FIELD_KEYS, paper.sealed, at=_place(paper.public_id))


def _place(public_id: str) -> str:
    return place("referrals_paper", "sealed", public_id)


@transaction.atomic
def add_network(
    *, area: Area, agencies: Iterable[Agency], schools: Iterable[School], by: User, **values: Any
) -> Network:
    """Raises SameName."""
    network = Network(area=area, **values)
    _keep(network)
    _joined(network, agencies, schools)
    record(Verb.CONFIGURED, network, by=by, added=True)
    return network


@transaction.atomic
def edit_network(
    network: Network, *, agencies: Iterable[Agency], schools: Iterable[School], by: User, **values: Any
) -> Network:
    """Raises SameName."""
    network = Network.objects.select_for_update(of=("self",)).get(pk=network.pk)
    for name, value in values.items():
        setattr(network, name, value)
    network.version += 1
    _keep(network)
    _joined(network, agencies, schools)
    record(Verb.CONFIGURED, network, by=by)
    return network


def _joined(network: Network, agencies: Iterable[Agency], schools: Iterable[School]) -> None:
    network.agencies.set(agencies)
    network.schools.set(schools)


def _keep(network: Network) -> None:
    keep_named(network, "network_once", "มีเครือข่ายชื่อนี้แล้ว")
