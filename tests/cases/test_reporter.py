"""Who told of a child in danger is protected (พ.ร.บ.คุ้มครองเด็ก ม.41): her name stands for counselor and head only."""

import pytest
from django.urls import reverse

from tests import make
from tests.test_access import text_of

NAME = "ผู้แจ้งที่ต้องคุ้มครอง"


@pytest.fixture
def told(cast):
    reporter = make.staff("reporter", home=cast.school, first_name=NAME)
    case = make.case(cast.chaba, by=cast.somying, owner=cast.kanplu)
    make.task(case, responsible=cast.pim)
    incident = make.incident(cast.chaba, by=reporter, group="right", text="มีคนทำร้าย")
    protection = make.protection(cast.chaba, by=reporter, incident=incident, case=case)
    cast.addresses = [
        reverse("studentcare:today"),
        reverse("studentcare:student", args=[cast.chaba.public_id]),
        reverse("cases:case", args=[case.public_id]),
        reverse("cases:summary_pdf", args=[case.public_id]),
        reverse("cases:caseload"),
        reverse("cases:incidents"),
        reverse("cases:incident", args=[incident.public_id]),
        reverse("cases:incident_pdf", args=[incident.public_id]),
        reverse("cases:incidents_xlsx"),
        reverse("cases:protections"),
        reverse("cases:protection", args=[protection.public_id]),
        reverse("cases:protection_pdf", args=[protection.public_id]),
        reverse("schools:notices"),
    ]
    return cast


def names_her(client, address):
    return NAME in text_of(client.get(address, follow=True))


@pytest.mark.parametrize("who", ["somying", "mana", "wilai", "decha", "pim", "tabian", "chit", "khet"])
def test_nobody_else_reads_who_told(told, as_, who):
    client = as_(getattr(told, who))
    assert [address for address in told.addresses if names_her(client, address)] == []


@pytest.mark.parametrize("who", ["kanplu", "praphan"])
def test_who_protects_the_child_knows_whom_to_ask(told, as_, who):
    client = as_(getattr(told, who))
    assert any(names_her(client, address) for address in told.addresses)
