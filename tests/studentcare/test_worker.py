"""The worker starts where the web would start, and nowhere else."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from procrastinate.contrib.django.management.commands import procrastinate

from journal import checks
from schools.models import Area
from tests import make


@pytest.fixture
def started(monkeypatch):
    """The commands that would have run."""
    commands = []
    monkeypatch.setattr(
        procrastinate.Command, "handle", lambda self, *_, **options: commands.append(options["command"])
    )
    monkeypatch.setattr("django.db.connections.close_all", lambda: None)  # the test's own transaction lives on it
    return commands


def test_it_starts_as_the_application_on_an_area_of_its_kind(db, started):
    make.area()
    call_command("procrastinate", "worker")
    assert started == ["worker"]


def test_it_serves_no_demo_among_real_children(db, started):
    make.area()
    Area.objects.update(is_demo=True)
    with pytest.raises(ImproperlyConfigured, match="demo"):
        call_command("procrastinate", "worker")
    assert started == []


def test_it_does_not_start_as_a_role_that_passes_the_walls(db, started, monkeypatch):
    monkeypatch.setattr(checks, "is_privileged", lambda: True)
    with pytest.raises(ImproperlyConfigured, match="application role"):
        call_command("procrastinate", "worker")
    assert started == []


def test_other_commands_of_the_queue_need_neither(db, started, monkeypatch):
    monkeypatch.setattr(checks, "is_privileged", lambda: True)
    call_command("procrastinate", "healthchecks")
    assert started == ["healthchecks"]
