"""The report: columns that sum, numbers that open their own lists, time to answer, and no child anywhere."""

import datetime
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pypdf import PdfReader

from journal.models import Line
from referrals import report as figures
from referrals.models import Agency, Inside, Referral
from schools.models import Holiday, User
from tests import make

URL = "/referrals/report/"
TODAY = datetime.date(2025, 6, 25)
COLUMNS = ["answered", "declined", "waiting", "expired", "revoked", "ended"]


def june(day):
    return datetime.date(2025, 6, day)


@pytest.fixture
def letters(cast, case, hospital):
    """Five to the hospital, two to the police, as they stand on 25 June."""
    police = make.agency("สภ.จำลอง", area=cast.area, type="police")

    def one(agency, sent, state, answered=None, result="accepted", **more):
        made = make.referral(case, by=cast.kanplu, agency=agency, state="sent", sent_on=june(sent))
        if answered:
            made.replies.create(
                student=cast.chaba,
                school=cast.school,
                result=result,
                said_by="พยาบาลมะลิ",
                how="phone",
                received_on=june(answered),
                recorded_by=cast.kanplu,
                recorded_at=make.now(),
            )
        if state == "closed":
            more |= {"closed_by": cast.kanplu, "closed_at": make.now()}
        Referral.objects.filter(pk=made.pk).update(state=state, **more)
        return made

    one(hospital, 2, "answered", answered=5)  # 3 working days
    one(hospital, 2, "closed", answered=18, outcome="helped")  # 12
    one(hospital, 3, "declined", answered=10, result="declined")  # 5
    one(hospital, 9, "sent")  # 12 days of silence
    one(hospital, 24, "sent")  # 1
    one(police, 4, "expired", expired_at=make.now())
    gone = {"revoked_by": cast.praphan, "revoked_at": make.now(), "revoked_reason": "ผู้ปกครองถอน"}
    one(police, 5, "closed", outcome="refused", **gone)
    make.referral(case, by=cast.kanplu, agency=hospital)
    return cast


def made(cast, user=None, today=TODAY, key=None):
    user = User.objects.get(pk=(user or cast.kanplu).pk)
    every = figures.periods(user, cast.school, today)
    period = next((one for one in every if one.key == key), every[0])
    return figures.report(user, cast.school, period, today)


def test_each_letter_stands_in_one_column_and_the_columns_sum_to_what_was_sent(letters):
    told = made(letters)
    assert told.total.sent == 7
    assert told.total.counts == list(zip(COLUMNS, [2, 1, 2, 1, 1, 0], strict=True))
    for row in (told.total, *told.by_agency, *told.by_type):
        assert sum(count for _, count in row.counts) == row.sent
    assert sum(row.sent for row in told.by_agency) == sum(row.sent for row in told.by_type) == 7
    assert told.unsent == 1


def test_time_to_answer_is_told_in_working_days(letters):
    took = made(letters).total.times
    assert (took.answered, took.median, took.longest) == (3, 5, 12)
    # answered in time: 3 and 5; answered late: 12; silent past the day: 9 June, and the expired link; 24 June is open
    assert (took.kept, took.due, took.share) == (2, 5, "40%")


def test_a_holiday_shortens_the_time(letters):
    Holiday.objects.create(area=letters.area, on=june(4), name="วันหยุดพิเศษ")
    took = made(letters).total.times
    assert (took.median, took.longest) == (4, 11)


def test_the_first_answer_counts_and_later_ones_do_not(letters):
    first = Referral.objects.get(state="answered")
    first.replies.create(
        student=letters.chaba,
        school=letters.school,
        number=2,
        result="accepted",
        said_by="พยาบาลมะลิ",
        how="phone",
        received_on=june(25),
        recorded_by=letters.kanplu,
        recorded_at=make.now(),
    )
    assert made(letters).total.times.longest == 12


def test_outcomes_and_follow_ups_are_counted(letters):
    letter = Referral.objects.get(state="answered")
    done = {"done_by": letters.kanplu, "done_at": make.now()}
    make.follow_up(letter, days=30, found="better", **done)
    make.follow_up(letter, days=90, due_on=june(20))
    make.follow_up(letter, due_on=june(21), found="skipped", **done)
    make.follow_up(letter, due_on=datetime.date(2025, 9, 1))
    told = made(letters)
    assert told.outcomes == [("ได้รับบริการและดีขึ้น", 1), ("ผู้ปกครองหรือนักเรียนไม่ประสงค์", 1)]
    assert (told.followed.due, told.followed.done, told.followed.skipped, told.followed.undone) == (3, 1, 1, 1)
    assert told.followed.found == [("ได้รับบริการแล้ว ดีขึ้น", 1)]


def test_an_agency_that_was_written_twice_is_one_line(letters, hospital):
    twin = make.agency("รพ.จำลองรัตน์ (ซ้ำ)", area=letters.area)
    Referral.objects.filter(state="sent").update(agency=twin)
    Agency.objects.filter(pk=twin.pk).update(merged_into=hospital, is_active=False)
    assert [(row.label, row.sent) for row in made(letters).by_agency] == [(hospital.name, 5), ("สภ.จำลอง", 2)]


def test_a_term_lasts_until_the_next_and_both_are_the_year(letters, cast):
    year = make.year(area=cast.area) if not cast.area.years.exists() else cast.area.years.get()
    later = datetime.date(2026, 4, 20)
    every = figures.periods(User.objects.get(pk=cast.kanplu.pk), cast.school, later)
    whole, *terms = every[:3]
    assert whole.key == str(year.year)
    assert [term.key for term in terms] == [f"{year.year}-1", f"{year.year}-2"]
    assert terms[0].since == whole.since
    assert terms[1].until == whole.until
    assert terms[0].until + datetime.timedelta(days=1) == terms[1].since
    Referral.objects.filter(state="sent").update(sent_on=datetime.date(2025, 12, 30))
    sums = [made(letters, today=later, key=one.key).total.sent for one in every[:3]]
    assert sums == [7, 5, 2]


def test_of_the_first_term_the_second_is_not_offered_yet(letters, cast):
    every = figures.periods(User.objects.get(pk=cast.kanplu.pk), cast.school, TODAY)
    assert "-2" not in "".join(one.key for one in every[:2])


# --- the page -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("show", ["sent", *COLUMNS])
def test_each_number_opens_a_list_as_long_as_it_says(letters, as_, show, hospital):
    told = made(letters)
    client = as_(letters.kanplu)
    for row in (told.total, *told.by_agency, *told.by_type):
        count = row.sent if show == "sent" else dict(row.counts)[show]
        asked = {"show": show, "agency": row.agency, "type": row.kind}
        body = client.get(URL, asked).content.decode().split('id="list"')[1].split("</section>")[0]
        assert body.count('class="code"') == count


def test_no_child_is_named_on_page_paper_or_sheet(letters, as_):
    client = as_(letters.kanplu)
    page = client.get(URL, {"show": "sent"}).content.decode().split("<main")[1]
    pdf = client.get(reverse("referrals:report_pdf")).content
    paper = "".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf)).pages).replace("\u0e4d\u0e32", "\u0e33")
    book = load_workbook(io.BytesIO(client.get(reverse("referrals:report_xlsx")).content))
    cells = " ".join(str(cell) for row in book.active.iter_rows(values_only=True) for cell in row)
    for text in (page, paper, cells):
        assert "สภ.จำลอง" in text
        for word in (letters.chaba.first_name, letters.chaba.last_name, "ขาดเรียนบ่อย", "รายได้ครอบครัว"):
            assert word not in text


def test_paper_and_sheet_hold_the_pages_numbers_and_leave_a_line(letters, as_):
    client = as_(letters.praphan)
    book = load_workbook(io.BytesIO(client.get(reverse("referrals:report_xlsx")).content))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[1][:9] == ("ทั้งหมด", "ทั้งหมด", 7, 2, 1, 2, 1, 1, 0)
    assert rows[1][9:14] == (5, 12, 2, 5, "40%")
    pdf = client.get(reverse("referrals:report_pdf"))
    text = "".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf.content)).pages)
    assert "40%" in text
    assert Line.objects.filter(verb="disclosed", user_id=letters.praphan.pk).count() == 2


def test_the_paper_lies_on_its_side(letters, as_):
    pdf = as_(letters.kanplu).get(reverse("referrals:report_pdf")).content
    box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert box.width > box.height


def test_a_kind_with_one_agency_takes_one_line_and_a_school_year_one_page(letters, as_, hospital):
    """The paper names every agency once; only where a kind has several its sum stands above them."""
    for kind in ("shelter", "police", "culture", "juvenile-observation", "learning-encouragement"):
        agency = make.agency(f"หน่วยงานของ {kind}", area=letters.area, type=kind)
        make.referral(Referral.objects.first().case, by=letters.kanplu, agency=agency, state="sent", sent_on=june(12))
    told = made(letters)
    assert {row.label: row.only for row in told.by_type}["ประเภท hospital"] == hospital.name
    assert {row.label: row.only for row in told.by_type}["ประเภท police"] == ""
    for to in ("nurse", "discipline", "head", "psychologist", "committee"):
        one = inside(Referral.objects.first().case, letters, "pending", make.now())
        Inside.objects.filter(pk=one.pk).update(to=to)
    pages = PdfReader(io.BytesIO(as_(letters.kanplu).get(reverse("referrals:report_pdf")).content)).pages
    assert len(pages) == 1
    text = pages[0].extract_text().replace("\u0e4d\u0e32", "\u0e33")
    assert [text.count(word) for word in ("โรงพยาบาลจำลองรัตน์", "หน่วยงานของ police", "สภ.จำลอง")] == [1, 1, 1]


def test_a_head_and_a_counselor_read_the_same_and_others_nothing(letters, as_):
    assert made(letters, letters.praphan).total.counts == made(letters).total.counts
    assert as_(letters.somying).get(URL).status_code == 403
    elsewhere = as_(letters.dokkaew).get(URL, {"school": letters.school.public_id}).content.decode()
    assert "ยังไม่มีการส่งต่อ" in elsewhere
    assert "สมมติวิทยา" not in elsewhere.split("<main")[1]


def test_who_is_shut_out_from_the_child_counts_without_her(letters):
    make.exclusion(letters.chaba, letters.kanplu, by=letters.praphan)
    assert made(letters).total.sent == 0


def test_hostile_filters_find_nothing_and_break_nothing(letters, as_):
    hostile = {"show": "\x00", "agency": "' OR 1", "type": "<b>", "period": "9999-9", "school": "zzz"}
    response = as_(letters.kanplu).get(URL, hostile)
    assert response.status_code == 200
    assert "<b>" not in response.content.decode()


def test_that_weekends_alone_were_left_out_is_said(letters, as_):
    assert "ยังไม่มีวันหยุดราชการของปี 2568" in as_(letters.kanplu).get(URL).content.decode()
    Holiday.objects.create(area=letters.area, on=june(4), name="วันหยุดพิเศษ")
    assert "ยังไม่มีวันหยุดราชการ" not in as_(letters.kanplu).get(URL).content.decode()


def test_inside_by_duty(letters, as_):
    case = Referral.objects.first().case
    sent_at = make.now() - datetime.timedelta(days=8)
    for state in ("pending", "done"):
        answered = {"answered_by": letters.pim, "answered_at": make.now() - datetime.timedelta(days=5)}
        done = {"done_by": letters.pim, "done_at": make.now(), "result": "ตรวจแล้ว"}
        more = answered | done if state == "done" else {}
        inside(case, letters, state, sent_at, **more)
    (row,) = made(letters).inside
    assert (row.label, row.sent, row.open, row.done) == ("ครูพยาบาล", 2, 1, 1)
    assert row.times.median == 3
    assert "ครูพยาบาล" in as_(letters.kanplu).get(URL).content.decode()


def inside(case, cast, state, sent_at, **more):
    return case.inside_referrals.create(
        student=cast.chaba,
        school=cast.school,
        year=2568,
        number=case.inside_referrals.count() + 1,
        to="nurse",
        state=state,
        reason="ปวดท้องบ่อย",
        asked="ขอให้ตรวจ",
        sent_by=cast.somying,
        sent_at=sent_at,
        due_on=TODAY,
        **more,
    )


def test_forty_letters_cost_as_many_queries_as_seven(letters, as_, statements, hospital):
    def count():
        client = as_(letters.kanplu)
        with statements() as sent:
            client.get(URL, {"show": "sent"})
        return len(sent)

    seven = count()
    case = Referral.objects.first().case
    for _ in range(20):
        make.referral(case, by=letters.kanplu, agency=hospital, state="sent", sent_on=june(12))
    assert count() == seven
