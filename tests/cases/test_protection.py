"""The record of protection: never waits, protects who wrote it, runs against a clock."""

import datetime
import subprocess
import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from cases import reported
from cases.actions import escalate_protections
from cases.models import Protection, Report
from journal.context import acting
from journal.models import Line
from schools.models import Draft, Notice
from students.models import Alert
from tests import make

pytestmark = pytest.mark.django_db


def day(**more):
    return {"on_day": "25", "on_month": "6", "on_year": "2568", "clock": "11.00"} | more


def new(child):
    return reverse("cases:new_protection", args=[child.public_id])


def at(page, protection):
    return reverse(f"cases:{page}", args=[protection.public_id])


@pytest.fixture
def record(cast):
    return make.protection(cast.chaba, by=cast.somying, seen="SEENWORD", child_words="CHILDWORD")


def told(user):
    return sorted(Notice.objects.filter(to_user=user).values_list("kind", flat=True))


def test_any_carer_records_and_the_clock_runs_from_when_it_was_known(cast, as_):
    client, key = as_(cast.somying), str(uuid.uuid4())
    page = client.get(new(cast.chaba)).content.decode()
    assert "ไม่ต้องขอความยินยอม" in page
    assert 'name="consent"' not in page
    data = {"seen": "มีรอยช้ำ", "child_words": "หนูล้มเอง", "form_key": key} | day()
    first, second = client.post(new(cast.chaba), data), client.post(new(cast.chaba), data)
    made = Protection.objects.get()
    assert first.url == second.url == at("protection", made)
    assert made.known_at.isoformat() == "2025-06-25T04:00:00+00:00"
    assert made.due_at.isoformat() == "2025-06-25T09:30:00+00:00", "16:30 of the same school day"
    assert (told(cast.kanplu), told(cast.praphan), told(cast.somying)) == (["protect"], ["protect"], [])


def test_known_earlier_is_kept_and_later_than_now_refused(cast, as_):
    client = as_(cast.somying)
    assert "เวลานี้ยังมาไม่ถึง" in client.post(new(cast.chaba), {"seen": "ก"} | day(clock="12.30")).content.decode()
    assert "รู้เมื่อวันที่ต้องไม่เกิน" in client.post(new(cast.chaba), {"seen": "ก"} | day(on_day="26")).content.decode()
    assert "กรอกเวลา" in client.post(new(cast.chaba), {"seen": "ก"} | day(clock="")).content.decode()
    assert "เขียนสิ่งที่เห็นหรือได้ยิน" in client.post(new(cast.chaba), day()).content.decode()
    assert not Protection.objects.exists()
    client.post(new(cast.chaba), {"seen": "ก"} | day(on_day="23"))
    assert Protection.objects.get().due_at < make.now()


def test_colleagues_do_not_learn_of_it(cast, record, as_):
    answers = {
        name: as_(getattr(cast, name)).get(at("protection", record)).status_code
        for name in ["somying", "kanplu", "praphan", "mana", "decha", "pim", "wilai", "tabian", "dokkaew", "chit"]
    }
    assert answers == dict.fromkeys(["somying", "kanplu", "praphan"], 200) | dict.fromkeys(
        ["mana", "decha", "pim", "wilai", "tabian", "dokkaew", "chit"], 404
    )
    seen = {}
    make.report(record, by=cast.kanplu)
    for name in answers:
        with acting(getattr(cast, name)):
            seen[name] = (Protection.objects.all().count(), Report.objects.all().count())
    assert {name for name, counts in seen.items() if counts == (1, 1)} == {"somying", "kanplu", "praphan"}
    assert {counts for name, counts in seen.items() if answers[name] == 404} == {(0, 0)}


def test_who_is_shut_out_is_not_told_and_does_not_see_it(cast, as_):
    make.exclusion(cast.chaba, cast.kanplu, by=cast.praphan)
    as_(cast.somying).post(new(cast.chaba), {"seen": "SEENWORD"} | day())
    made = Protection.objects.get()
    assert told(cast.kanplu) == []
    assert told(cast.praphan) == ["protect"]
    assert told(cast.chit) == ["protect"], "no counselor is left: the area's psychologist rings the school"
    assert Notice.objects.get(to_user=cast.chit).url == reverse("schools:school", args=[cast.school.public_id])
    assert as_(cast.kanplu).get(at("protection", made)).status_code == 404
    with acting(cast.kanplu):
        assert not Protection.objects.all().exists()


def test_who_recorded_it_is_named_nowhere_else(cast, as_):
    case = make.case(cast.chaba, by=cast.kanplu)
    as_(cast.pim).post(f"{new(cast.chaba)}?case=none", {"seen": "ก"} | day())
    assert not Protection.objects.exists(), "a case of the address must be one she sees"
    as_(cast.kanplu).post(f"{new(cast.chaba)}?case={case.public_id}", {"seen": "SEENWORD"} | day())
    event = case.events.get(kind="protected")
    assert cast.kanplu.first_name not in as_(cast.praphan).get(reverse("schools:notices")).content.decode()
    with acting(cast.somying), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM child_openings(%s, now() - interval '9 years')", [cast.chaba.pk])
        assert cursor.fetchone() == (0,), "the panel of who opened the child names nobody for it"
    page, word = reverse("cases:case", args=[case.public_id]), str(event.get_kind_display())
    for reader, reads in ((cast.praphan, True), (cast.somying, False)):
        timeline = as_(reader).get(page).content.decode().split('class="timeline"')[1].split("</ol>")[0]
        assert (word in timeline) == reads, reader
    assert (event.by, event.text) == (None, "")


def test_a_case_or_an_incident_of_another_child_is_not_there(cast, as_):
    case, incident = make.case(cast.thara, by=cast.kanplu), make.incident(cast.thara, by=cast.kanplu)
    client = as_(cast.kanplu)
    for query in (f"case={case.public_id}", f"incident={incident.public_id}"):
        assert client.post(f"{new(cast.chaba)}?{query}", {"seen": "ก"} | day()).status_code == 404
    assert as_(cast.somying).get(new(cast.luktan)).status_code == 404
    assert not Protection.objects.exists()


def test_home_suspected_no_telephone_of_the_parents_and_the_alert_knows(cast, as_):
    make.guardian(cast.chaba, phone="000-000-0000")
    alert = make.alert(cast.chaba, by=cast.somying)
    client = as_(cast.kanplu)
    calm = client.get(client.post(new(cast.chaba), {"seen": "ก"} | day()).url).content.decode()
    assert "tel:000-000-0000" in calm
    url = client.post(new(cast.chaba), {"seen": "ข", "is_home_suspected": "on"} | day()).url
    page = client.get(url).content.decode()
    assert "tel:000-000-0000" not in page
    assert "ยังไม่โทรหาผู้ปกครอง" in page
    assert Alert.objects.get(pk=alert.pk).is_home_suspected


def test_each_opening_is_a_line_that_counts_as_no_look_at_the_childs_page(cast, record, as_):
    as_(cast.kanplu).get(at("protection", record))
    line = Line.objects.get(user_id=cast.kanplu.pk, about="cases.Protection")
    assert (line.verb, line.students) == ("revealed", [cast.chaba.pk])


def test_the_list_names_nobody(cast, record, as_):
    page = as_(cast.kanplu).get(reverse("cases:protections")).content.decode()
    assert record.public_id in page
    for word in ("SEENWORD", "CHILDWORD", cast.chaba.first_name, cast.somying.first_name):
        assert word not in page, word
    assert as_(cast.somying).get(reverse("cases:protections")).status_code == 403


REPORTED = {"to": "hotline", "name": "เจ้าหน้าที่เวร", "way": "โทรศัพท์", "reference": "1300/77"}


def test_reports_are_added_once_and_never_changed(cast, as_):
    record = make.protection(cast.chaba, by=cast.somying, known_at=make.now() - datetime.timedelta(hours=2))
    client, key = as_(cast.kanplu), str(uuid.uuid4())
    data = REPORTED | day(form_key=key, reported_by=cast.praphan.public_id)
    client.post(at("add_report", record), data)
    client.post(at("add_report", record), data)
    made = Report.objects.get()
    assert (made.reported_by, made.reference, made.student) == (cast.praphan, "1300/77", cast.chaba)
    assert Line.objects.get(verb="reported").detail["to"] == "hotline"
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=made.pk).update(answer="อื่น")
    with pytest.raises(DatabaseError), transaction.atomic():
        made.delete()


def test_nobody_reports_before_it_is_known_or_in_the_name_of_a_stranger(cast, record, as_):
    client, url = as_(cast.kanplu), at("add_report", record)
    early = client.post(url, REPORTED | day(clock="09.00", reported_by=cast.kanplu.public_id))
    assert "แจ้งก่อนที่จะรู้ไม่ได้" in early.content.decode()
    other = client.post(url, REPORTED | day(clock="12.00", reported_by=cast.mana.public_id))
    assert "เลือกคนจากรายชื่อ" in other.content.decode()
    assert not Report.objects.exists()


def test_past_its_time_the_heads_and_the_area_are_told_once(cast, record, clock):
    clock.shift(datetime.timedelta(hours=3, minutes=59))
    assert escalate_protections() == 0
    clock.shift(datetime.timedelta(minutes=2))
    assert escalate_protections() == 1
    assert escalate_protections() == 0
    assert "overdue" in told(cast.praphan)
    assert told(cast.kanplu) == []
    area = Notice.objects.get(to_user=cast.chit)
    assert (area.kind, area.url) == ("overdue", reverse("schools:school", args=[cast.school.public_id]))


def test_what_was_reported_or_settled_in_time_is_left_alone(cast, record, clock):
    make.report(record, by=cast.kanplu)
    settled = {"settled_at": make.now(), "settled_by": cast.kanplu, "settled_text": "ไม่เข้าข่าย"}
    make.protection(cast.kita, by=cast.mana, **settled)
    clock.shift(datetime.timedelta(days=2))
    assert escalate_protections() == 0
    assert list(reported.unreported_protections(cast.kanplu)) == []


def test_what_today_counts(cast, record):
    assert list(reported.unreported_protections(cast.kanplu)) == [record]
    assert list(reported.unreported_protections(cast.somying)) == [record]
    assert list(reported.unreported_protections(cast.mana)) == []


def test_settled_by_counselor_or_head_and_not_silently_without_a_report(cast, record, as_):
    url = at("settle_protection", record)
    assert as_(cast.somying).get(url).status_code == 403
    client = as_(cast.kanplu)
    refused = client.post(url, {"version": "1", "text": "ดูแลแล้ว"})
    assert (refused.status_code, "ยังไม่มีบันทึกว่าแจ้ง" in refused.content.decode()) == (409, True)
    client.post(url, {"version": "1", "text": "ตรวจแล้วเป็นรอยหกล้ม", "is_unreported_meant": "on"})
    record.refresh_from_db()
    assert (record.settled_by, record.version) == (cast.kanplu, 2)
    stale = client.post(url, {"version": "1", "text": "อีกครั้ง", "is_unreported_meant": "on"})
    assert stale.status_code == 409


def test_the_paper_leaves_out_who_recorded_it_unless_asked(cast, record, as_):
    make.report(record, by=cast.somying)
    client = as_(cast.praphan)
    plain, named = (words(client.get(at("protection_pdf", record) + more)) for more in ("", "?recorder=1"))
    assert "SEENWORD" in plain
    assert cast.somying.first_name not in plain
    assert cast.somying.first_name in named
    assert as_(cast.somying).get(at("protection_pdf", record)).status_code == 403
    kinds = [line.detail["kind"] for line in Line.objects.filter(verb="disclosed").order_by("pk")]
    assert kinds == ["protected", "recorder"]


def words(answer):
    made = subprocess.run(["pdftotext", "-", "-"], input=answer.content, capture_output=True, check=True)
    return made.stdout.decode()


def test_the_childs_page_leads_to_it_for_who_may(cast, record, as_):
    link, page = at("protection", record), f"/students/{cast.chaba.public_id}/"
    assert link in as_(cast.kanplu).get(page).content.decode()
    assert link not in as_(cast.pim).get(page).content.decode()
    assert new(cast.chaba) in as_(cast.pim).get(page).content.decode()


def test_no_record_is_cut_off_the_list(cast, as_):
    for _ in range(51):
        make.protection(cast.chaba, by=cast.somying)
    client = as_(cast.kanplu)
    first, second = (client.get(reverse("cases:protections") + f"?page={n}").content.decode() for n in (1, 2))
    assert "หน้า 1 จาก 2" in first
    assert [page.count('<th scope="row"') for page in (first, second)] == [50, 1]


def test_what_is_still_written_is_kept_and_goes_when_it_is_sent(cast, as_):
    client, page = as_(cast.somying), new(cast.chaba)
    keep = reverse("schools:draft", args=["cases:new_protection", cast.chaba.public_id])
    ours = {"draft_page": str(uuid.uuid4())}
    client.post(keep, {"seen": "HALFWORD"} | day() | ours)
    assert "HALFWORD</textarea>" in client.get(f"{page}?draft=1").content.decode()
    sent = {"seen": "HALFWORD", "draft": f"cases:new_protection/{cast.chaba.public_id}"} | day() | ours
    client.post(page, sent)
    assert not Draft.objects.exists()
