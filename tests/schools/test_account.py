"""One's own account: what one may see, and the key that may be switched off."""

from journal.models import Line
from schools.models import User

KEY = 'aria-keyshortcuts="/"'


def test_the_search_key_is_on_until_she_switches_it_off(as_, cast):
    client = as_(cast.somying)
    assert KEY in client.get("/search/").content.decode()
    assert client.post("/account/", {}).url == "/account/"
    assert KEY not in client.get("/search/").content.decode()
    assert "checked" not in client.get("/account/").content.decode()
    assert client.post("/account/", {"slash_searches": "on"}).url == "/account/"
    assert KEY in client.get("/search/").content.decode()


def test_it_is_hers_alone_and_leaves_a_line(as_, cast):
    as_(cast.somying).post("/account/", {})
    assert list(User.objects.filter(slash_searches=False)) == [cast.somying]
    line = Line.objects.filter(verb="configured").latest("id")
    assert (line.user_id, line.detail) == (cast.somying.pk, {"slash_searches": False})
