"""An area that holds a permission loads the questions with its reference; without one nothing is taken."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from screening.models import Wording
from tests.make.assessments import instrument

QUESTIONS = "code: gast\nrater: self\nitems:\n" + "\n".join(f"  {at}: ข้อความแต่งขึ้น {at}" for at in range(1, 17))


@pytest.fixture
def send(cast, as_):
    instrument("gast")

    def post(text=QUESTIONS, permission="ทดสอบ 1/2568"):
        file = SimpleUploadedFile("w.yaml", text.encode())
        return as_(cast.rabop).post("/instruments/wording/", {"file": file, "permission": permission})

    return post


def test_it_is_kept_with_its_permission(cast, as_, send):
    assert send().status_code == 302
    kept = Wording.objects.get()
    assert (kept.area, kept.loaded_by, kept.permission) == (cast.area, cast.rabop, "ทดสอบ 1/2568")
    body = as_(cast.kanplu).get("/instruments/").content.decode()
    assert "หนังสืออนุญาต ทดสอบ 1/2568" in body
    assert "ข้อความแต่งขึ้น" not in body


@pytest.mark.parametrize("permission", ["", "   ", "\x00", "ก" * 201])
def test_without_a_permission_nothing_is_taken(send, permission):
    assert "รายการที่ต้องแก้" in send(permission=permission).content.decode()
    assert not Wording.objects.exists()


def test_a_bad_file_is_refused_with_the_line(send):
    body = send(QUESTIONS.replace("  7: ", "  เจ็ด: ")).content.decode()
    assert "บรรทัด&nbsp;10</span> " in body
    assert not Wording.objects.exists()


def test_it_is_withdrawn(cast, as_, send):
    send()
    assert as_(cast.kanplu).post("/instruments/wording/gast/withdraw/", {"rater": "self"}).status_code == 403
    assert as_(cast.rabop).post("/instruments/wording/gast/withdraw/", {"rater": "parent"}).status_code == 404
    assert as_(cast.rabop).post("/instruments/wording/gast/withdraw/", {"rater": "self"}).status_code == 302
    assert not Wording.objects.exists()
