"""A move to another school: asked for without a name, prepared and shown, accepted; what goes and what stays."""

import datetime

from django.urls import reverse

from journal.context import acting
from journal.models import Line
from schools.models import Notice
from screening import figures as screening_figures
from screening.models import Count, Row
from students import figures
from students.actions import (
    ask_transfer,
    decline_transfer,
    offer_transfer,
    revoke_transfer,
)
from students.models import Enrolment, Health, Measure, Share, Sibling, Student, TermResult, Transfer, Visit
from tests import make
from tests.students.files import IDS, file_of, line, taken_in
from tests.students.moves import offered, prepared, taken

TODAY = datetime.date(2025, 6, 25)


def test_a_request_names_nobody_and_tells_the_old_school_without_a_name(two, as_):
    client = as_(two.far)
    sent = {"number": "1-0000-00001-01-3", "reason": "แม่ย้ายงาน"}
    page = client.post(reverse("students:ask_transfer"), sent, follow=True).content.decode()
    assert "ขอย้ายเข้า" in page
    assert "ชบา" not in page
    transfer = Transfer.objects.get()
    assert (transfer.state, transfer.child_name, transfer.student_id) == ("asked", "", two.chaba.pk)
    told = Notice.objects.get(to_user=two.tabian)
    assert (told.kind, told.url) == ("transfer", reverse("students:transfer", args=[transfer.public_id]))
    client.post(reverse("students:ask_transfer"), sent)
    assert Transfer.objects.count() == 1
    assert "ชบา" in as_(two.tabian).get(reverse("students:transfers")).content.decode()


def test_a_number_nobody_has_and_a_child_on_the_move_are_said_so(two, as_):
    client = as_(two.far)
    page = client.post(reverse("students:ask_transfer"), {"number": "1-0000-00001-99-9", "is_sure": "on"})
    assert "ไม่พบเลขนี้" in page.content.decode()
    make.transfer(two.chaba, to_school=make.school("อื่น", area=two.area), by=two.tabian, state="prepared")
    page = client.post(reverse("students:ask_transfer"), {"number": IDS[0]})
    assert "มีเรื่องย้ายของนักเรียนคนนี้อยู่แล้ว" in page.content.decode()


def test_what_is_shown_before_offering_is_what_the_other_side_reads(two, as_):
    TermResult.objects.create(
        student=two.chaba, school=two.school, classroom=two.room, year=2567, term=2, gpa="3.25",
        recorded_by=two.somying, recorded_at=make.now(),
    )  # fmt: skip
    Health.objects.create(student=two.chaba, school=two.school, allergies="แพ้ถั่ว", told_by=two.pim, told_at=make.now())
    client = as_(two.tabian)
    address = reverse("students:offer_transfer", args=[two.chaba.public_id])
    form = client.get(address).content.decode()
    assert "ผลการเรียน" in form
    assert 'value="health"' not in form  # the registrar neither reads nor sends it
    shown = client.post(address, {"to_school": two.elsewhere.public_id, "sections": ["learning"]}, follow=True)
    transfer = Transfer.objects.get()
    assert transfer.state == "prepared"
    assert "3.25" in shown.content.decode()
    assert as_(two.far).get(reverse("students:transfer", args=[transfer.public_id])).status_code == 404
    counselor = as_(two.kanplu)
    counselor.post(address, {"to_school": two.elsewhere.public_id, "sections": ["learning", "health"]})
    assert "แพ้ถั่ว" in counselor.get(reverse("students:transfer", args=[transfer.public_id])).content.decode()
    assert "แพ้ถั่ว" not in client.get(reverse("students:transfer", args=[transfer.public_id])).content.decode()
    client.post(address, {"to_school": two.elsewhere.public_id, "sections": []})  # her own section only
    transfer.refresh_from_db()
    assert transfer.sections == ["identity", "guardians", "health"]
    client.post(reverse("students:send_transfer", args=[transfer.public_id]))
    for person, reads in ((two.far, False), (two.farhead, True), (two.dokkaew, True)):
        page = as_(person).get(reverse("students:transfer", args=[transfer.public_id])).content.decode()
        assert "ชบา" in page
        assert ("แพ้ถั่ว" in page) is reads
        assert "3.25" not in page


def test_acceptance_moves_the_child_with_her_facts_and_leaves_the_records(two):
    with acting(two.pim):
        Health.objects.create(student=two.chaba, school=two.school, told_by=two.pim, told_at=make.now())
    Measure.objects.create(
        student=two.chaba, school=two.school, year=2568, term=1, measured_on=TODAY, weight=30, recorded_by=two.pim,
        recorded_at=make.now(),
    )  # fmt: skip
    Visit.objects.create(
        student=two.chaba, school=two.school, classroom=two.room, by=two.somying, begun_at=make.now(),
        saved_at=make.now(),
    )  # fmt: skip
    one, other = sorted((two.chaba, two.thara), key=lambda child: child.pk)
    Sibling.objects.create(
        one=one, other=other, one_school=two.school, other_school=two.school, linked_by=two.kanplu, linked_at=make.now()
    )
    Share.objects.create(
        student=two.chaba, school=two.school, to_user=two.chit, reason="ปรึกษา", from_on=TODAY, until_on=TODAY,
        made_by=two.kanplu,
    )  # fmt: skip
    round_ = make.screening_round(area=two.area, by=two.khet)
    row = make.screened(two.chaba, round=round_, by=two.somying, economy=3)
    transfer = offered(two)
    child = taken(two, transfer, number=5)
    assert (child.school, child.classroom, child.number, child.school_number) == (
        two.elsewhere, two.far_room, 5, "00042",
    )  # fmt: skip
    for facts in (child.guardians, child.identifiers, child.measures):
        assert set(facts.values_list("school", flat=True)) == {two.elsewhere.pk}
    assert Health.objects.get(student=child).school == two.elsewhere
    assert {Sibling.objects.get().one_school, Sibling.objects.get().other_school} == {two.school, two.elsewhere}
    assert Visit.objects.get(student=child).school == two.school
    assert Row.objects.get(pk=row.pk).school == two.school
    assert Share.objects.get(student=child).ended_at is not None
    old, new = Enrolment.objects.filter(student=child).order_by("pk")
    assert (old.school, old.until_on, old.ended) == (two.school, datetime.date(2025, 6, 24), "transferred")
    assert (new.school, new.from_on, new.until_on) == (two.elsewhere, TODAY, None)
    assert figures.differences() == []
    assert screening_figures.differences() == []
    assert not Count.objects.filter(round=round_).exists()
    schools = Line.objects.filter(verb="transferred").order_by("id").values_list("school_id", flat=True)
    assert list(schools) == sorted([two.school.pk, two.elsewhere.pk])


def test_the_new_school_screens_her_in_the_same_round(two, as_):
    round_ = make.screening_round(area=two.area, by=two.khet)
    make.screened(two.chaba, round=round_, by=two.somying)
    child = taken(two, offered(two))
    make.screened(child, round=round_, by=two.farteacher, learning=2)
    assert Row.objects.filter(student=child, round=round_).count() == 2
    assert screening_figures.differences() == []
    with acting(two.farteacher):
        assert [row.school_id for row in Row.objects.filter(student=child)] == [two.elsewhere.pk]


def test_the_old_school_keeps_a_closed_header_and_the_new_one_reads_the_packet(two, as_):
    transfer = offered(two)
    as_(two.far).post(
        reverse("students:accept_transfer", args=[transfer.public_id]),
        {"classroom": two.far_room.public_id, "on_day": "25", "on_month": "6", "on_year": "2568"},
    )
    child = reverse("studentcare:student", args=[two.chaba.public_id])
    assert as_(two.kanplu).get(child).status_code == 404
    assert as_(two.farteacher).get(child).status_code == 200
    page = as_(two.tabian).get(reverse("students:transfers")).content.decode()
    assert "ชบา" in page
    page = as_(two.tabian).get(reverse("students:transfer", args=[transfer.public_id])).content.decode()
    assert "สายใจ" in page  # the copy of what was sent
    assert Notice.objects.filter(to_user=two.praphan, kind="transfer").exists()


def test_declined_or_revoked_nothing_stays_with_the_other_side(two, as_):
    transfer = offered(two)
    answer = as_(two.far).post(
        reverse("students:decline_transfer", args=[transfer.public_id]), {"reason": "ห้องเต็ม"}, follow=True
    )
    assert "ชบา" not in answer.content.decode()
    transfer.refresh_from_db()
    assert (transfer.state, transfer.packet, transfer.child_name, transfer.answer) == ("declined", {}, "", "ห้องเต็ม")
    page = as_(two.tabian).get(reverse("students:transfers")).content.decode()
    assert "ชบา" in page  # its own child
    again = offered(two)
    as_(two.tabian).post(reverse("students:revoke_transfer", args=[again.public_id]))
    again.refresh_from_db()
    assert (again.state, again.packet) == ("revoked", {})
    assert Student.objects.get(pk=two.chaba.pk).school == two.school


def test_a_request_is_declined_by_the_old_school_or_given_up_by_the_new(two):
    with acting(two.far):
        asked = ask_transfer(two.elsewhere, number=IDS[0], reason="", by=two.far)
    with acting(two.tabian):
        assert decline_transfer(asked, reason="ยังเรียนอยู่ที่นี่", by=two.tabian).state == "declined"
    with acting(two.far):
        asked = ask_transfer(two.elsewhere, number=IDS[0], reason="", by=two.far)
        assert revoke_transfer(asked, by=two.far).state == "revoked"


def test_numbers_taken_and_a_second_acceptance_are_said_in_words(two, as_):
    transfer = offered(two)
    make.student("เดิม", classroom=two.far_room, number=9)
    client = as_(two.far)
    address = reverse("students:accept_transfer", args=[transfer.public_id])
    day = {"on_day": "25", "on_month": "6", "on_year": "2568"}
    page = client.post(address, {"classroom": two.far_room.public_id, "number": "9", **day}).content.decode()
    assert "มีนักเรียนเลขที่นี้ในห้องแล้ว" in page
    taken(two, transfer)
    assert client.post(address, {"classroom": two.far_room.public_id, **day}).status_code == 302
    assert Enrolment.objects.filter(student=two.chaba).count() == 2


def test_letters_of_screening_go_along_when_the_counselor_says_so(two, as_):
    round_ = make.screening_round(area=two.area, by=two.khet)
    make.screened(two.chaba, round=round_, by=two.somying, economy=3, drugs=2)
    transfer = prepared(two)
    address = reverse("screening:transfer_letters", args=[transfer.public_id])
    assert as_(two.tabian).get(address).status_code == 403
    client = as_(two.kanplu)
    assert "เศรษฐกิจ" in client.get(address).content.decode()
    client.post(address, {"send": "plain"})
    transfer.refresh_from_db()
    part = transfer.packet["parts"][-1]
    assert (part["key"], part["is_sensitive"]) == ("screening", False)
    assert not [entry for entry in part["entries"] if "สารเสพติด" in entry["label"]]
    client.post(address, {"send": "full"})
    with acting(two.tabian):
        offer_transfer(transfer, by=two.tabian)
    page = reverse("students:transfer", args=[transfer.public_id])
    assert "สารเสพติด" in as_(two.dokkaew).get(page).content.decode()
    assert "สารเสพติด" not in as_(two.farhead).get(page).content.decode()


def test_the_form_of_a_new_child_leads_to_the_request(two, as_):
    client = as_(two.far)
    sent = {
        "identifier": IDS[0], "title": "เด็กหญิง", "first_name": "ชบา", "last_name": "ลองเรียน", "sex": "f",
        "classroom": two.far_room.public_id,
    }  # fmt: skip
    page = client.post(reverse("students:add_student"), sent).content.decode()
    assert reverse("students:ask_transfer") in page
    page = client.post(reverse("students:ask_transfer"), sent).content.decode()
    assert IDS[0] in page
    assert not Transfer.objects.exists()


def test_a_row_of_the_file_leads_to_the_request(two, as_):
    run = taken_in(two.elsewhere, file_of(line(two.chaba, identifier=IDS[0], school=two.elsewhere.code8)), two.far)
    client = as_(two.far)
    page = client.get(reverse("students:check_rows", args=[run.public_id])).content.decode()
    address = f"{reverse('students:ask_transfer')}?import={run.public_id}"
    assert address in page
    assert IDS[0] in client.post(address, {"row": "2"}).content.decode()
    assert IDS[0] not in client.post(address, {"row": "77"}).content.decode()
    assert client.post(reverse("students:ask_transfer"), {"row": "2"}).status_code == 404


def test_a_registrar_who_is_shut_out_hears_nothing_of_the_move(two, as_):
    make.exclusion(two.chaba, two.tabian, by=two.praphan)
    as_(two.far).post(reverse("students:ask_transfer"), {"number": "1-0000-00001-01-3", "reason": "แม่ย้ายงาน"})
    told = Notice.objects.filter(kind="transfer").values_list("to_user__username", flat=True)
    assert list(told) == ["praphan"]
