"""Somebody at an agency, with a browser of her own."""

import re

from django.test import Client
from django.urls import reverse

ANSWER = {
    "result": "accepted",
    "why": "",
    "appointment_on_day": "2",
    "appointment_on_month": "7",
    "appointment_on_year": "2568",
    "appointment_place": "09:00 น. คลินิกวัยรุ่น",
    "said_by": "พยาบาลทิพย์ ทดสอบชัย",
    "position": "พยาบาลวิชาชีพ",
    "phone": "000-000-0000",
    "findings": "ตรวจสายตาแล้วปกติ",
    "advice": "ให้นั่งแถวหน้า\nนัดผู้ปกครองมาพบ",
}


def hidden(body):
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', body))


def wrong(door):
    return f"{(int(door.code) + 1) % 10**6:06d}"


class Visitor:
    """`drawn`: the page she saw last."""

    def __init__(self, door, *, client=None, **headers):
        self.door, self.client = door, client or Client(raise_request_exception=True, **headers)
        self.drawn = ""

    def post(self, **typed):
        return self.client.post(self.door.url, typed)

    def enter(self):
        assert self.post(code=self.door.code).status_code == 302
        return self

    def get(self):
        answer = self.client.get(self.door.url)
        self.drawn = answer.content.decode()
        return answer

    def check(self, **typed):
        fields = {name: value for name, value in hidden(self.drawn).items() if name in ("form_key", "door_token")}
        return self.client.post(reverse("referrals:check_answer", args=[self.door.token]), fields | typed)

    def send(self, looked, *, do="send", **more):
        address = reverse("referrals:check_answer", args=[self.door.token])
        return self.client.post(address, hidden_and_unescaped(looked) | {"do": do} | more)

    def answer(self, typed, **more):
        self.get()
        return self.send(self.check(**typed), **more)

    def follow(self, answer):
        assert answer.status_code == 302, answer.status_code
        return self.client.get(answer["Location"])


def hidden_and_unescaped(response):
    """The hidden fields of a page, texts of several lines included."""
    import html

    found = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', response.content.decode())
    return {name: html.unescape(value) for name, value in found}
