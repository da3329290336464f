"""A real start, and the wall between the demo and reality."""

import io
import re

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from schools import checks
from schools.models import Area, Role, User
from tests import make


def open_area(*args, **more):
    out = io.StringIO()
    call_command("open_area", *args, stdout=out, **more)
    return out.getvalue()


def test_it_prints_a_code_that_lets_the_first_admin_in(db, client):
    told = open_area("สพป.เริ่มจริง เขต 1", admin="Somsri", address="https://care.example.go.th/")
    assert "https://care.example.go.th/login/code/" in told
    code = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", told)[0]
    somsri = User.objects.get(username="somsri")
    assert somsri.rights.roles == {"area_admin"}
    assert [str(year) for year in somsri.area.years.all()] == ["2568"]
    assert client.post("/login/code/", {"username": "somsri", "code": code}).url == "/account/password/"


@pytest.mark.parametrize(
    ("name", "admin"), [("สพป.ก", "a b"), ("  ", "somsri"), ("สพป.มีแล้ว", "somsri"), ("สพป.ข", "taken")]
)
def test_it_refuses_what_would_not_work(db, name, admin):
    make.area("สพป.มีแล้ว")
    make.staff("taken", Role.AREA_ADMIN, area=make.area("สพป.มีแล้ว"))
    with pytest.raises(CommandError):
        open_area(name, admin=admin)


def test_demo_and_reality_share_no_database(db, settings):
    checks.refuse_mixture()
    area = make.area()
    Area.objects.update(is_demo=True)
    with pytest.raises(CommandError):
        open_area("สพป.จริง", admin="somsri")
    with pytest.raises(ImproperlyConfigured):
        checks.refuse_mixture()
    settings.DEMO = True
    checks.refuse_mixture()
    Area.objects.filter(pk=area.pk).update(is_demo=False)
    with pytest.raises(ImproperlyConfigured):
        checks.refuse_mixture()
