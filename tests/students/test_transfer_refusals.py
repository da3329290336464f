"""What holds a move up, and what the other school learns of it meanwhile."""

from django.urls import reverse

from journal.context import acting
from students.actions import raise_alert
from students.models import Exclusion, Health, Student, Transfer
from tests import make
from tests.students.files import IDS
from tests.students.moves import offered, prepared


def test_an_urgent_matter_is_settled_before_a_child_is_offered(two, as_):
    with acting(two.somying):
        raise_alert(two.chaba, kind="safety", by=two.somying)
    transfer = prepared(two)
    client = as_(two.tabian)
    page = client.post(reverse("students:send_transfer", args=[transfer.public_id]), follow=True).content.decode()
    assert "ครูแนะแนวต้องสรุปงานที่ค้าง" in page
    transfer.refresh_from_db()
    assert transfer.state == "prepared"


def test_the_receiver_is_told_to_ring_when_the_old_school_has_not_settled(two, as_):
    transfer = offered(two)
    with acting(two.somying):
        raise_alert(two.chaba, kind="safety", by=two.somying)
    sent = {"classroom": two.far_room.public_id, "on_day": "25", "on_month": "6", "on_year": "2568"}
    page = as_(two.far).post(reverse("students:accept_transfer", args=[transfer.public_id]), sent).content.decode()
    assert "โรงเรียนเดิมยังสรุปงานไม่เสร็จ โทร รร.บ้านสมมติวิทยา" in page
    assert Student.objects.get(pk=two.chaba.pk).school == two.school


def test_what_the_counselor_chose_for_one_school_does_not_go_to_another(two, as_):
    Health.objects.create(student=two.chaba, school=two.school, allergies="แพ้ถั่ว", told_by=two.pim, told_at=make.now())
    third = make.school("ที่สาม", area=two.area)
    address = reverse("students:offer_transfer", args=[two.chaba.public_id])
    as_(two.kanplu).post(address, {"to_school": two.elsewhere.public_id, "sections": ["health"]})
    as_(two.tabian).post(address, {"to_school": third.public_id, "sections": ["learning"]})
    transfer = Transfer.objects.get()
    assert (transfer.to_school, transfer.sections) == (third, ["identity", "guardians", "learning"])
    assert "แพ้ถั่ว" not in str(transfer.packet)


def test_a_start_before_the_offer_is_said_at_its_field(two, as_):
    transfer = offered(two)
    sent = {"classroom": two.far_room.public_id, "on_day": "24", "on_month": "6", "on_year": "2568"}
    page = as_(two.far).post(reverse("students:accept_transfer", args=[transfer.public_id]), sent).content.decode()
    assert "วันที่เข้าเรียนต้องไม่ก่อนวันที่โรงเรียนเดิมเสนอ" in page
    assert Student.objects.get(pk=two.chaba.pk).school == two.school


def test_who_is_shut_out_asks_for_a_child_whom_nobody_has(two, as_):
    Exclusion.objects.create(student=two.chaba, school=two.school, user=two.far, made_by=two.kanplu, made_at=make.now())
    page = as_(two.far).post(reverse("students:ask_transfer"), {"number": IDS[0]})
    assert page.status_code == 200
    assert "ไม่พบเลขนี้" in page.content.decode()
    assert not Transfer.objects.exists()


def test_who_asked_follows_the_request_while_it_is_prepared(two, as_):
    client = as_(two.far)
    client.post(reverse("students:ask_transfer"), {"number": IDS[0], "reason": "แม่ย้ายงาน"})
    transfer = Transfer.objects.get()
    third = make.school("ที่สาม", area=two.area)
    address = reverse("students:offer_transfer", args=[two.chaba.public_id])
    for to in (two.elsewhere, third):
        as_(two.tabian).post(address, {"to_school": to.public_id, "sections": []})
    transfer.refresh_from_db()
    assert (transfer.state, transfer.to_school) == ("prepared", two.elsewhere)  # who asked stays who is offered
    shown = client.get(reverse("students:transfer", args=[transfer.public_id])).content.decode()
    listed = client.get(reverse("students:transfers")).content.decode()
    again = client.post(reverse("students:ask_transfer"), {"number": IDS[0]}, follow=True).content.decode()
    for page in (shown, listed, again):
        assert "กำลังเตรียม" in page
        assert "ชบา" not in page
    taken_back = client.post(reverse("students:revoke_transfer", args=[transfer.public_id]))
    assert taken_back.status_code == 403
    answer = client.post(reverse("students:decline_transfer", args=[transfer.public_id]), {"reason": "ไม่รับ"})
    assert "เรื่องนี้เปลี่ยนไปแล้ว" in answer.content.decode()
