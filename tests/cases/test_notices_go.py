"""What somebody was told about a child goes when she is shut out from her, and nothing else does."""

import pytest
from django.urls import reverse

from cases.actions import involve
from journal.context import acting
from schools.actions import notify
from schools.models import Notice
from students.actions import shut_out
from tests import make


@pytest.fixture
def told(cast, case):
    """Of everything about ชบา that a notice leads to: where to."""
    kita = make.case(cast.kita, by=cast.somying, owner=cast.kanplu)
    about_her = {
        "case": case,
        "alert": make.alert(cast.chaba, by=cast.somying),
        "protection": make.protection(cast.chaba, by=cast.somying),
        "incident": make.incident(cast.kita, cast.chaba, by=cast.somying),
    }
    urls = [reverse(f"cases:{name}", args=[row.public_id]) for name, row in about_her.items()]
    urls.append(reverse("activities:observations_of", args=[cast.chaba.public_id]))
    others = [reverse("cases:case", args=[kita.public_id]), reverse("schools:school", args=[cast.school.public_id])]
    for url in urls + others:
        notify([cast.decha, cast.somying], kind=Notice.Kind.CASE, url=url, by=None)
    return urls, others


def test_a_child_named_in_an_incident_later_takes_its_notices_from_who_is_shut_out(cast):
    incident = make.incident(cast.kita, by=cast.somying)
    make.exclusion(cast.chaba, cast.decha, by=cast.praphan)
    url = reverse("cases:incident", args=[incident.public_id])
    other = reverse("cases:incident", args=[make.incident(cast.kita, by=cast.somying).public_id])
    for one in (url, other):
        notify([cast.decha, cast.kanplu], kind=Notice.Kind.CASE, url=one, by=None)
    with acting(cast.kanplu):
        involve(incident, cast.chaba, part="witness", by=cast.kanplu)
    assert left_to(cast.decha) == {other}
    assert left_to(cast.kanplu) == {url, other}


def left_to(person):
    return set(person.notices.values_list("url", flat=True))


def test_shut_out_by_a_colleague_she_keeps_only_what_is_about_others(cast, told):
    urls, others = told
    Notice.objects.filter(to_user=cast.decha, url=urls[0]).update(read_at=make.now())
    with acting(cast.kanplu):
        shut_out(cast.chaba, person=cast.decha, kind="relative", text="เป็นน้า", by=cast.kanplu)
    assert left_to(cast.decha) == set(others)
    assert left_to(cast.somying) == set(urls + others)
