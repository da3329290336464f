"""Cases that belong together: linked, offered, shown only where both may be seen."""

import pytest
from django.urls import reverse

from cases.models import CaseLink, Event
from journal.models import Line
from tests import make


@pytest.fixture
def kin(cast):
    """The case of ชบา's brother คีตา."""
    make.sibling(cast.chaba, cast.kita, by=cast.kanplu)
    return make.case(cast.kita, by=cast.somying, owner=cast.kanplu, number=40)


def url(name, *cases):
    return reverse(f"cases:{name}", args=[case.public_id for case in cases])


def test_a_brothers_open_case_is_offered_and_linked_in_one_press(cast, case, kin, as_):
    client = as_(cast.kanplu)
    assert client.get(url("case", case)).context["offered"] == [kin]
    for _ in range(2):
        assert client.post(url("link_case", case), {"code": kin.code}).status_code == 302
    link = CaseLink.objects.get()
    assert (link.kind, {link.one, link.other}) == ("sibling", {case, kin})
    assert Event.objects.filter(kind="linked").count() == 2
    line = Line.objects.get(verb="linked")
    assert set(line.students) == {cast.chaba.pk, cast.kita.pk}
    page = client.get(url("case", kin))
    assert [one.other for one in page.context["related"]] == [case]
    assert page.context["offered"] == []


def test_a_link_is_taken_away(cast, case, kin, as_):
    make.link(case, kin, by=cast.kanplu)
    assert as_(cast.kanplu).post(url("unlink_case", case, kin)).status_code == 302
    assert not CaseLink.objects.exists()
    assert as_(cast.kanplu).post(url("unlink_case", case, kin)).status_code == 404


@pytest.mark.parametrize("code", ["C-2568-0001", "C-2568-0999", "2568", "C-๒๕๖๘-1", "x" * 19, "\x00"])
def test_only_other_cases_of_the_school_are_found(code, cast, case, as_):
    far = make.case(cast.luktan, by=cast.dokkaew, number=999)
    answer = as_(cast.kanplu).post(url("link_case", case), {"code": code})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert far.school != case.school
    assert not CaseLink.objects.exists()


def test_who_may_not_see_one_of_them_sees_no_link(cast, case, kin, as_):
    make.link(case, kin, by=cast.kanplu)
    make.exclusion(cast.kita, cast.kanplu, by=cast.praphan)
    page = as_(cast.kanplu).get(url("case", case))
    assert page.context["related"] == []
    assert kin.code not in page.content.decode()
    assert as_(cast.kanplu).post(url("unlink_case", case, kin)).status_code == 404


def test_who_is_shut_out_from_the_other_child_reads_no_trace_of_the_link(cast, case, kin, as_):
    assert as_(cast.kanplu).post(url("link_case", case), {"code": kin.code}).status_code == 302
    make.exclusion(cast.kita, cast.somying, by=cast.praphan)
    client = as_(cast.somying)
    assert client.get(url("case", kin)).status_code == 404
    for address in (url("case", case), reverse("studentcare:student", args=[cast.chaba.public_id])):
        page = client.get(address)
        assert page.status_code == 200
        assert kin.code not in page.content.decode()
