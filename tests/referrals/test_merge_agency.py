"""Two entries of one office become one: what moves, what stays, and who may do it."""

import pytest
from django.urls import reverse

from journal.models import Line, Verb
from referrals import actions
from referrals.directory import doubles
from referrals.models import Agency, Referral
from tests import make


def pair(cast, **double):
    kept = make.agency("โรงพยาบาลจำลองรัตน์", area=cast.area)
    return make.agency("รพ. จำลองรัตน", area=cast.area, **double), kept


def url(double, kept):
    return reverse("referrals:merge_agency", args=[double.public_id, kept.public_id])


def test_the_same_name_as_it_sounds_or_the_same_number_makes_a_double(cast):
    double, kept = pair(cast)
    by_number = [make.agency(name, area=cast.area, phone="074-123-456") for name in ("สสจ.", "สาธารณสุขจังหวัด")]
    for name, phone in (("สภ.หนึ่ง", "191"), ("สภ.สอง", "191")):
        make.agency(name, area=cast.area, phone=phone)
    assert doubles(Agency.objects.order_by("pk")) == [[kept, double], by_number]


def test_people_agreements_networks_and_drafts_go_over_and_letters_do_not(cast, as_):
    double, kept = pair(cast)
    make.contact(kept, "นางสาวมะลิ", is_main=True)
    make.contact(double, "น.ส. มะลิ")
    make.contact(double, "นายเมฆ", is_main=True)
    agreement = make.agreement(area=cast.area, by=cast.khet, agencies=[double, kept])
    network = make.network(area=cast.area, agencies=[double])
    case = make.case(cast.chaba, owner=cast.kanplu, by=cast.kanplu)
    draft = make.referral(case, by=cast.kanplu, agency=double)
    waiting = make.referral(case, by=cast.kanplu, agency=double, state="awaiting_signature")
    sent = make.referral(case, by=cast.kanplu, agency=double, state="sent")
    packet = sent.packet
    client = as_(cast.khet)
    shown = client.get(url(double, kept)).content.decode()
    assert "จะเลิกใช้" in shown
    assert cast.chaba.first_name not in shown
    form = {"form_key": make.uid()}
    assert [client.post(url(double, kept), form).status_code for _ in range(2)] == [302, 302]
    assert list(kept.contacts.values_list("name", "is_main")) == [("นางสาวมะลิ", True), ("นายเมฆ", False)]
    assert list(agreement.agencies.all()) == [kept]
    assert list(network.agencies.all()) == [kept]
    agency_of = dict(Referral.objects.values_list("pk", "agency"))
    assert agency_of == {draft.pk: kept.pk, waiting.pk: double.pk, sent.pk: double.pk}
    sent.refresh_from_db()
    assert sent.packet == packet
    double.refresh_from_db()
    assert (double.is_active, double.merged_into) == (False, kept)
    assert Line.objects.filter(verb=Verb.MERGED, about="referrals.Agency").count() == 1


def test_who_had_the_draft_open_is_told_that_it_changed(cast, as_):
    double, kept = pair(cast)
    draft = make.referral(make.case(cast.chaba, owner=cast.kanplu, by=cast.kanplu), by=cast.kanplu, agency=double)
    actions.merge_agency(double, into=kept, by=cast.khet)
    draft.refresh_from_db()
    assert draft.version == 2


def test_the_double_leaves_the_lists_and_its_page_leads_on(cast, as_):
    double, kept = pair(cast)
    actions.merge_agency(double, into=kept, by=cast.khet)
    client = as_(cast.kanplu)
    assert double.name not in client.get(reverse("referrals:agencies")).content.decode()
    body = client.get(reverse("referrals:agency", args=[double.public_id])).content.decode()
    assert f"/agencies/{kept.public_id}/" in body


def test_a_school_merges_its_own_into_the_areas_and_adds_nobody_there(cast, as_):
    double, kept = pair(cast, school=cast.school)
    make.contact(double, "นายเมฆ")
    client = as_(cast.kanplu)
    assert "แก้ได้เฉพาะเขต" in client.get(url(double, kept)).content.decode()
    assert client.post(url(double, kept)).status_code == 302
    assert not kept.contacts.exists()
    double.refresh_from_db()
    assert double.merged_into == kept


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_school_does_not_merge_the_areas(cast, as_, method):
    double, kept = pair(cast)
    own = make.agency("ของเรา", area=cast.area, school=cast.school)
    client = as_(cast.kanplu)
    assert [getattr(client, method)(url(*each)).status_code for each in ((double, kept), (kept, own))] == [403, 403]
    assert as_(cast.dokkaew).get(url(own, kept)).status_code == 404
    assert not Agency.objects.exclude(merged_into=None).exists()


def test_merged_once_it_is_not_merged_again_and_nothing_merges_into_itself(cast, as_):
    double, kept = pair(cast)
    third = make.agency("อีกแห่ง", area=cast.area)
    actions.merge_agency(double, into=kept, by=cast.khet)
    for one, other in ((double, third), (third, double), (kept, kept)):
        with pytest.raises(actions.NotTwo):
            actions.merge_agency(one, into=other, by=cast.khet)
        assert as_(cast.khet).post(url(one, other)).status_code == 302
    actions.merge_agency(kept, into=third, by=cast.khet)
    double.refresh_from_db()
    assert double.merged_into == third, "no chain of doubles"


def test_the_list_of_doubles_offers_what_may_be_merged(cast, as_):
    double, kept = pair(cast, school=cast.school)
    page = reverse("referrals:doubles")
    body = as_(cast.kanplu).get(page).content.decode()
    assert url(double, kept) in body
    assert url(kept, double) not in body
    assert "ไม่พบรายการซ้ำ" in as_(cast.khet).get(page).content.decode(), "a school's own is not the office's to see"
