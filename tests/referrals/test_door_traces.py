"""Who comes by the door leaves no trace: robots that look ahead, staff who are signed in, the log of the server."""

import pytest
from django.contrib.sessions.models import Session

from journal.models import Line, Verb
from referrals.models import Link, Referral
from schools.models import Notice
from tests.referrals.attacks import after, check_address, enter, look, too_late

ROBOTS = (
    "facebookexternalhit/1.1;line-poker/1.0",
    "Slackbot-LinkExpanding 1.0",
    "Mozilla/5.0 (compatible; Googlebot/2.1)",
    "Mozilla/5.0 Line/14.1.0",
    "",
)


@pytest.mark.parametrize("agent", ROBOTS)
@pytest.mark.parametrize("ask", ["get", "head"])
def test_a_preview_robot_changes_nothing_at_all(scene, ask, agent):
    def stands():
        tables = (Link.objects.values(), Referral.objects.values(), Notice.objects.values(), Session.objects.values())
        return [list(rows.order_by("pk")) for rows in tables], Line.objects.count()

    before = stands()
    for address in (scene.door.url, check_address(scene), f"{scene.door.url}done/", f"{scene.door.url}receipt/1.pdf"):
        answer = getattr(scene.client, ask)(address, HTTP_USER_AGENT=agent)
        assert answer.status_code in (200, 302)
        assert not answer.cookies
    assert stands() == before


@pytest.mark.parametrize("person", ["kanplu", "praphan", "khet", "dokkaew"])
def test_staff_who_are_signed_in_find_what_everybody_finds(scene, as_, person):
    client = as_(getattr(scene.cast, person))
    before = list(Session.objects.values())
    answer = client.get(scene.door.url)
    assert answer.content == look(scene).content
    assert not answer.cookies
    assert list(Session.objects.values()) == before
    assert client.post(scene.door.url, {"code": scene.door.code}).status_code == 302
    assert Line.objects.filter(verb=Verb.VIEWED, about="referrals.Referral").count() == 0
    client.get(scene.door.url)
    assert Line.objects.get(verb=Verb.VIEWED, about="referrals.Referral").actor == f"agency:{scene.sent.pk}"
    assert client.get("/today/").status_code == 200


def test_no_log_names_an_address(scene, capsys):
    import logging

    from referrals.middleware import Untold

    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "%s: %s", ("Gone", scene.door.url), None)
    assert Untold().filter(record)
    assert record.getMessage() == "Gone: /r/…/"
    enter_late = after(do=too_late, then=enter)
    assert enter_late(scene).status_code == 410
    assert scene.door.token not in capsys.readouterr().err
