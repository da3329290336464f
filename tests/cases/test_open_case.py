"""Opening a case, and what stands in the form already."""

import datetime
import uuid

from django.urls import reverse

from cases.models import Case, Incident
from journal.models import Line
from students.models import Alert, MonthAttendance
from tests import make

ASKED = {"title": "ช่วยเหลือด้านการเรียน", "reason": "อ่านไม่ออก", "aspects": ["learning"], "urgency": "normal"}


def url(student, alert=None):
    return reverse("cases:open_case", args=[student.public_id]) + (f"?alert={alert.public_id}" if alert else "")


def test_what_the_screening_knows_is_not_typed_again_and_sensitive_aspects_are_not_named(cast, round_, as_):
    make.screened(cast.chaba, round=round_, by=cast.somying, economy=3, safety=3)
    initial = as_(cast.somying).get(url(cast.chaba)).context["form"].initial
    assert initial["title"] == "ช่วยเหลือด้านเศรษฐกิจ"
    assert initial["aspects"] == ["economy", "safety"]
    assert "มีปัญหา" in initial["reason"]
    assert "สวัสดิภาพ" not in initial["title"] + initial["reason"]


def test_what_was_written_about_an_aspect_is_not_copied_into_the_case(cast, round_, as_):
    row = make.screened(cast.chaba, round=round_, by=cast.somying, economy=3)
    make.finding(row, "economy", by=cast.somying, text="พ่อตกงาน")
    answer = as_(cast.somying).get(url(cast.chaba))
    assert "เศรษฐกิจ มีปัญหา" in answer.context["form"].initial["reason"]
    assert "พ่อตกงาน" not in answer.content.decode()


def test_looking_at_the_form_is_a_line_about_the_child(cast, round_, as_):
    as_(cast.somying).get(url(cast.chaba))
    line = Line.objects.get(verb="viewed", user_id=cast.somying.pk)
    assert (line.about_id, line.students, line.detail["page"]) == (cast.chaba.pk, [cast.chaba.pk], "open_case")


def test_a_teacher_asks_and_a_counselor_takes(cast, round_, as_):
    as_(cast.somying).post(url(cast.chaba), ASKED)
    assert Case.objects.get(student=cast.chaba).state == "intake"
    as_(cast.kanplu).post(url(cast.kita), ASKED | {"take": "on"})
    assert Case.objects.get(student=cast.kita).owner == cast.kanplu
    as_(cast.kanplu).post(url(cast.thara), ASKED)
    assert Case.objects.get(student=cast.thara).state == "intake"


def test_the_same_form_sent_twice_opens_one_case(cast, round_, as_):
    client, key = as_(cast.somying), str(uuid.uuid4())
    answers = [client.post(url(cast.chaba), ASKED | {"form_key": key}) for _ in range(2)]
    assert Case.objects.count() == 1
    assert answers[0].url == answers[1].url


def test_a_second_case_is_warned_of_and_linked(cast, round_, as_):
    first = make.case(cast.chaba, by=cast.somying, aspects=["learning"])
    client = as_(cast.somying)
    assert reverse("cases:case", args=[first.public_id]) in client.get(url(cast.chaba)).content.decode()
    assert "คนละเรื่อง" in client.post(url(cast.chaba), ASKED).content.decode()
    again = client.post(url(cast.chaba), ASKED | {"another": "on"})
    assert again.url == reverse("cases:case", args=[first.public_id])
    assert Case.objects.count() == 1
    client.post(url(cast.chaba), ASKED | {"another": "on", "aspects": ["health"]})
    assert Case.objects.count() == 2


def test_an_alert_becomes_an_urgent_case(cast, round_, as_):
    alert = make.alert(cast.chaba, by=cast.somying)
    client, key = as_(cast.kanplu), str(uuid.uuid4())
    assert client.get(url(cast.chaba, alert)).context["form"].initial["urgency"] == "urgent"
    sent = ASKED | {"urgency": "urgent", "take": "on", "form_key": key}
    answers = [client.post(url(cast.chaba, alert), sent) for _ in range(2)]
    alert.refresh_from_db()
    assert (alert.settled_by, alert.case.urgency) == (cast.kanplu, "urgent")
    assert answers[0].url == answers[1].url


def test_an_alert_of_another_child_is_not_found(cast, round_, as_):
    alert = make.alert(cast.thara, by=cast.mana)
    assert as_(cast.kanplu).get(url(cast.chaba, alert)).status_code == 404
    assert as_(cast.kanplu).get(url(cast.chaba) + "?alert=%00").status_code == 404


def test_nothing_typed_is_lost_and_every_answer_is_thai(cast, round_, as_):
    client = as_(cast.somying)
    for bad in (
        {"title": ""},
        {"title": "ก" * 121},
        {"reason": "ข" * 1_000_000},
        {"reason": "a\x00b"},
        {"aspects": ["ไม่มี"]},
        {"aspects": []},
        {"urgency": "\x00"},
        {"urgency": ""},
    ):
        answer = client.post(url(cast.chaba), ASKED | bad)
        assert answer.status_code == 200
        errors = [str(error) for found in answer.context["form"].errors.values() for error in found]
        assert errors
        assert not any(letter.isascii() and letter.isalpha() for error in errors for letter in error), errors
    assert "อ่านไม่ออก" in client.post(url(cast.chaba), ASKED | {"title": ""}).content.decode()
    assert Case.objects.count() == 0


def test_a_warning_brings_its_points_into_the_reason(cast, round_, as_):
    make.screened(cast.chaba, round=round_, by=cast.somying, economy=3)
    MonthAttendance.objects.create(
        student=cast.chaba, school=cast.school, classroom=cast.room, month=datetime.date(2025, 6, 1),
        school_days=18, absent=9,
        recorded_by=cast.somying, recorded_at=make.now(),
    )  # fmt: skip
    client, address = as_(cast.somying), url(cast.chaba) + "?from=warning"
    reason = client.get(address).context["form"].initial["reason"]
    assert reason.startswith("สัญญาณเตือน\n")
    assert "ผลคัดกรอง 1/2568" in reason
    client.post(address, ASKED)
    assert Case.objects.get().source == "warning"


def test_an_incident_leads_to_its_case_and_another_childs_does_not(cast, round_, as_):
    incident = make.incident(cast.chaba, by=cast.kanplu)
    address = f"?incident={incident.public_id}"
    client = as_(cast.kanplu)
    assert client.get(url(cast.kita) + address).status_code == 404
    client.post(url(cast.chaba) + address, ASKED)
    case = Case.objects.get()
    assert (case.source, case.incident) == ("incident", incident)


def test_the_room_s_teacher_opens_an_urgent_case_and_the_alert_waits_for_who_accepts_it(cast, round_, as_):
    alert = make.alert(cast.chaba, by=cast.mana, kind="safety")
    client = as_(cast.somying)
    page = client.get(url(cast.chaba, alert))
    assert "urgency" not in page.context["form"].fields
    client.post(url(cast.chaba, alert), ASKED)
    alert.refresh_from_db()
    case = Case.objects.get(alert=alert)
    assert (case.state, case.urgency, alert.settled_at) == ("intake", "urgent", None)
    assert (
        reverse("cases:case", args=[case.public_id])
        in as_(cast.kanplu).get(f"/alerts/{alert.public_id}/").content.decode()
    )
    as_(cast.kanplu).post(reverse("cases:accept", args=[case.public_id]), {"version": case.version})
    alert.refresh_from_db()
    assert (alert.settled_by, alert.settled_reason) == (cast.kanplu, f"รับเคส {case.code}")


def test_a_case_from_a_report_settles_the_alert_that_the_report_raised(cast, round_, as_):
    as_(cast.mana).post("/report/", {"what": "accident", "room": cast.room.public_id, "child": cast.chaba.public_id})
    incident, alert = Incident.objects.get(), Alert.objects.get()
    as_(cast.kanplu).post(url(cast.chaba) + f"?incident={incident.public_id}", ASKED)
    alert.refresh_from_db()
    assert alert.settled_by == cast.kanplu


def test_a_case_of_another_child_of_the_report_leaves_its_alert(cast, round_, as_):
    as_(cast.mana).post("/report/", {"what": "accident", "room": cast.room.public_id, "child": cast.chaba.public_id})
    incident = Incident.objects.get()
    make.involved(incident, cast.kita, by=cast.kanplu)
    as_(cast.kanplu).post(url(cast.kita) + f"?incident={incident.public_id}", ASKED)
    assert Alert.objects.get().settled_at is None
