"""Who gets what from every URL we have: it may, it sees but may not (403), it cannot know that it exists (404).

Each route is asked by everybody of the cast with GET and with one valid POST, and its body is searched for words
that the person may not read. Then once more with `visible_to` answering `.all()`: the second wall alone must keep
the schools apart.
"""

import copy
import importlib
import io
import re
import subprocess
import time
import zipfile

import pytest
import time_machine
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse

from schools.middleware import SEEN, SINCE
from screening.figures import differences as screening_differences
from screening.models import Count
from students.figures import differences as students_differences
from students.models.figures import RoomCount
from tests.access.route import EVERYBODY
from tests.conftest import NOON, act_as_the_system, copy_of_the_cast
from tests.shown import seen

APPS = ["journal", "schools", "students", "screening", "activities", "cases", "referrals", "supervision", "studentcare"]
MODULES = [
    importlib.import_module(f"tests.access.{app}")
    for app in [
        *APPS,
        "results",
        "tables",
        "visits",
        "flow",
        "notes",
        "walls",
        "incidents",
        "meetings",
        "work",
        "board",
        "door",
        "network",
        "passing",
        "inside",
        "letters",
        "following",
    ]
]
ROUTES = {name: route for module in MODULES for name, route in module.ROUTES.items()}
PUBLIC = {name: why for module in MODULES for name, why in getattr(module, "PUBLIC", {}).items()}
METHODS = [(name, method) for name in ROUTES for method in ("get", "post") if getattr(ROUTES[name], method)]
REFUSED = [(name, method) for name in ROUTES for method in ("get", "post") if not getattr(ROUTES[name], method)]
# canary word -> names of the cast who may read it; planted by the modules' `build`
CANARIES = {word: who for module in MODULES for word, who in getattr(module, "CANARIES", {}).items()}
OWN_SCHOOL = set(["somying", "mana", "kanplu", "praphan", "wilai", "decha", "pim", "tabian"])


def named_urls(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            space = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from named_urls(pattern, prefix + space)
        else:
            yield prefix + pattern.name


def test_every_url_is_in_the_table():
    assert sorted(named_urls()) == sorted([*ROUTES, *PUBLIC])


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The cast with everything the modules build around it, made once; each question is rolled back."""
    with django_db_blocker.unblock(), time_machine.travel(NOON, tick=False), transaction.atomic():
        act_as_the_system()
        made = copy_of_the_cast()
        for module in MODULES:
            if hasattr(module, "build"):
                module.build(made)
        made.clients = {person: signed_in(getattr(made, person)) for person in EVERYBODY}
        yield made
        transaction.set_rollback(True)
    connection.close()


def signed_in(user):
    client = Client(raise_request_exception=False)
    client.force_login(user)
    session = client.session  # she has just looked at a page: no question has to write that down again
    session[SEEN] = session[SINCE] = int(time.time())
    session.save()
    return client


def ask(client, name, method, world):
    route = ROUTES[name]
    path = reverse(name, kwargs=route.kwargs(world))
    signed_in_with = copy.deepcopy(client.cookies)
    with transaction.atomic():  # nothing one person does is there for the next
        shown = seen(client, path) if method == "post" and route.says_seen else {}
        response = client.get(path) if method == "get" else client.post(path, route.data(world) | shown)
        body = text_of(response)
        transaction.set_rollback(True)
    client.cookies = signed_in_with  # a page may have changed or ended her session, which is rolled back as well
    return response.status_code, body


def text_of(response):
    """What a person could read in it: a page's source, the words of a PDF, the cells of a workbook."""
    content = b"".join(response) if response.streaming else response.content
    kind = response.headers.get("Content-Type", "")
    if "pdf" in kind:
        return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    if "spreadsheet" in kind:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(name).decode(errors="ignore") for name in book.namelist())
    return content.decode(errors="ignore")


def told(status):
    return "ok" if status < 400 else str(status)


@pytest.mark.parametrize("name", [name for name, route in ROUTES.items() if route.says_seen])
def test_what_a_page_was_made_from_is_enough_to_correct_it(name, world):
    """The data of these routes are valid: whoever may is led on, and not shown her form again."""
    got = {person: ask(world.clients[person], name, "post", world)[0] for person in ROUTES[name].post.may.split()}
    assert got == dict.fromkeys(got, 302)


@pytest.mark.parametrize(("name", "method"), METHODS)
def test_access(name, method, world):
    who = getattr(ROUTES[name], method)
    got, wanted, leaks = {}, {}, []
    for person in EVERYBODY:
        status, body = ask(world.clients[person], name, method, world)
        got[person] = told(status)
        wanted[person] = who.status(person)
        leaks += [
            (person, word) for word, readers in CANARIES.items() if word in body and person not in readers.split()
        ]
    assert got == wanted
    assert leaks == []
    status, _ = ask(Client(), name, method, world)
    assert status == 302, "a stranger is sent to sign in"


@pytest.mark.parametrize(("name", "method"), REFUSED)
def test_a_method_that_a_page_does_not_answer_is_refused_to_everybody(name, method, world):
    """Before anything else is asked: one who may open the page, one of another school and one of the area."""
    assert [ask(world.clients[person], name, method, world)[0] for person in ("kanplu", "dokkaew", "khet")] == [405] * 3
    assert ask(Client(), name, method, world)[0] == 302


@pytest.mark.parametrize(("name", "method"), METHODS)
def test_the_second_wall_alone_keeps_schools_apart(name, method, world, monkeypatch):
    """With every `visible_to` replaced by `.all()` nobody reads or writes about a child of another school (B15)."""
    for model in apps.get_models():
        for queryset in {type(model._default_manager.all())} if hasattr(model, "_default_manager") else ():
            if "visible_to" in vars(queryset):
                monkeypatch.setattr(queryset, "visible_to", lambda self, user: self.all())
    for person in set(EVERYBODY) - OWN_SCHOOL:
        status, body = ask(world.clients[person], name, method, world)
        closed = [word for word, readers in CANARIES.items() if person not in readers.split()]
        leaked = [word for word in closed if re.search(re.escape(word), body)]
        assert (person, status, leaked) == (person, status, [])


def test_counts_equal_rows(world):
    """After everything above: what area and group read is what the rows say (performance.md P7)."""
    assert Count.objects.exists()
    assert RoomCount.objects.exists()
    assert screening_differences() == []
    assert students_differences() == []
