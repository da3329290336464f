"""What people try at the door who are not the agency, or come too late: each takes the scene and gives the answer."""

import datetime
import io

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from referrals import actions
from referrals.door import cookie_name, cookie_value
from referrals.models import Link
from tests.referrals.doors import ANSWER, Visitor, wrong

EVIL = {"HTTP_ORIGIN": "https://evil.example"}
CROSS = {"HTTP_SEC_FETCH_SITE": "cross-site"}


def check_address(scene):
    return reverse("referrals:check_answer", args=[scene.door.token])


def later(scene, **time):
    scene.clock.shift(datetime.timedelta(**time))


def with_client(scene, door=None, **headers):
    return Visitor(door or scene.door, client=Client(raise_request_exception=False, **headers))


def opened(scene):
    visitor = with_client(scene).enter()
    visitor.get()
    return visitor


def revoke(scene):
    actions.revoke(scene.sent, reason="ส่งผิดหน่วยงาน", version=scene.sent.version, by=scene.cast.kanplu)


def close_letter(scene):
    actions.close(scene.sent, reason="จบแล้ว", version=scene.sent.version, by=scene.cast.kanplu)


def close_case(scene):
    Case.objects.filter(pk=scene.case.pk).update(
        state="closed", outcome="improved", closed_at=timezone.now(), closed_by=scene.cast.kanplu
    )


def look(scene):
    return scene.client.get(scene.door.url)


def enter(scene):
    return scene.client.post(scene.door.url, {"code": scene.door.code})


def after(*, do, then):
    def attack(scene):
        do(scene)
        return then(scene)

    return attack


def too_late(scene):
    later(scene, days=30, seconds=1)


def lock(scene):
    for number in range(5):
        address = f"10.0.0.{number}"
        last = Client().post(scene.door.url, {"code": wrong(scene.door)}, REMOTE_ADDR=address)
    return last


def guess(token):
    return lambda scene: scene.client.get(f"/r/{token}/")


def open_after_half_an_hour(scene):
    visitor = opened(scene)
    later(scene, minutes=30, seconds=1)
    return visitor.get()


def answer_after_half_an_hour(scene):
    visitor = opened(scene)
    later(scene, minutes=30, seconds=1)
    return visitor.check(**ANSWER, do="send")


def answer_without_having_opened(scene):
    return with_client(scene).check(**ANSWER, do="send")


def answer_while(change):
    """The form is in her hands, then something happens at the school, then she sends it."""

    def attack(scene):
        visitor = opened(scene)
        looked = visitor.check(**ANSWER)
        change(scene)
        return visitor.send(looked)

    return attack


def with_a_cookie(value):
    def attack(scene, *, post=False):
        visitor = with_client(scene)
        visitor.client.cookies[cookie_name(scene.door.link)] = value(scene)
        return visitor.check(**ANSWER, do="send") if post else visitor.get()

    return attack


def of_another(scene):
    return cookie_value(scene.other.link)


def forged(scene):
    return f"{scene.door.link.pk}.1:1uUIEq:{'A' * 43}"


def renewed_meanwhile(scene):
    visitor = opened(scene)
    scene.sent.refresh_from_db()
    actions.renew_link(scene.sent, days=30, version=scene.sent.version, by=scene.cast.kanplu)
    return visitor


def old_code_after_renewal(scene):
    renewed_meanwhile(scene)
    fresh = Link.objects.get(pk=scene.door.link.pk)
    assert fresh.generation == 2
    return enter(scene)


def from_another_site(address, headers):
    def attack(scene):
        visitor = opened(scene)
        fields = {"form_key": "", **ANSWER, "code": scene.door.code, "do": "send"}
        return visitor.client.post(address(scene), fields, **headers)

    return attack


def without_the_forms_token(scene):
    visitor = opened(scene)
    return visitor.client.post(check_address(scene), ANSWER | {"do": "send"})


def large(fields):
    def attack(scene):
        visitor = opened(scene)
        return visitor.check(**ANSWER | fields)

    return attack


def too_large_before_the_code(scene):
    return scene.client.post(scene.door.url, {"code": "1" * 300_000})


def with_files(*files):
    def attack(scene):
        visitor = opened(scene)
        looked = visitor.check(**ANSWER)
        brought = []
        for name, content in files:
            file = io.BytesIO(content)
            file.name = name
            brought.append(file)
        return visitor.send(looked, files=brought)

    return attack


def in_another_alphabet(scene):
    visitor = opened(scene)
    return visitor.client.generic(
        "POST", check_address(scene), b"result=accepted", "application/x-www-form-urlencoded; charset=utf-16"
    )


def broken_multipart(scene):
    visitor = opened(scene)
    return visitor.client.generic("POST", check_address(scene), b"rubbish", "multipart/form-data")


def receipt(number, *, open_first=True):
    def attack(scene):
        make_staff_reply(scene)
        visitor = opened(scene) if open_first else with_client(scene)
        return visitor.client.get(f"/r/{scene.door.token}/receipt/{number}.pdf")

    return attack


def make_staff_reply(scene):
    scene.sent.replies.create(
        student=scene.cast.chaba,
        school=scene.cast.school,
        number=1,
        result="accepted",
        said_by="พยาบาลมะลิ",
        how="phone",
        received_on=timezone.localdate(),
        recorded_by=scene.cast.kanplu,
        recorded_at=timezone.now(),
    )


def method(name):
    return lambda scene: getattr(scene.client, name)(scene.door.url)


def end_now(scene):
    later(scene, minutes=1)
    Link.objects.filter(pk=scene.door.link.pk).update(expires_at=timezone.now())
