"""Fonts are small and whole, and everything that a template names is among the files that are served."""

from types import SimpleNamespace

import pytest
from django.contrib.staticfiles.finders import get_finders
from fontTools.ttLib import TTFont

from tools import collect, fonts, static


@pytest.fixture(scope="module")
def cut(tmp_path_factory):
    directory = tmp_path_factory.mktemp("fonts")
    fonts.cut(directory)
    return directory


@pytest.mark.parametrize("weight", [400, 700])
def test_a_web_font_weighs_17_kilobytes_at_most(cut, weight):
    assert 8_000 < (cut / f"sarabun-{weight}.woff2").stat().st_size < 17_408


@pytest.mark.parametrize("weight", [400, 700])
def test_a_web_font_has_all_of_thai_and_latin_and_moves_its_marks(cut, weight):
    font = TTFont(cut / f"sarabun-{weight}.woff2", lazy=False)
    letters = set(font.getBestCmap())
    assigned = {*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C)}
    assert letters >= assigned
    assert letters >= set(range(0x20, 0x7F))
    assert letters >= set(map(ord, "\N{NO-BREAK SPACE}·–—“”…‹›▲→←↑↓"))
    # `mark` and `mkmk` set tone marks over vowels, `ccmp` takes the tail off ญ before ุ.
    features = {
        record.FeatureTag for table in ("GPOS", "GSUB") for record in font[table].table.FeatureList.FeatureRecord
    }
    assert {"mark", "mkmk", "ccmp"} <= features


def test_of_the_packages_only_what_templates_name_is_collected():
    unused = set(collect.unused())
    assert "js-lib-bootstrap5/css/bootstrap.rtl.css" in unused
    assert "js-lib-bootstrap5/css/bootstrap.min.css" not in unused
    assert static.HTMX not in unused


def test_every_file_that_a_template_names_exists():
    found = {path for finder in get_finders() for path in collect.files_of(finder)}
    named = {name for name in static.named() if not name.endswith(".map")}
    assert {name for name in named - found if not name.startswith("studentcare/fonts/")} == set()


def test_nothing_is_collected_twice(tmp_path, monkeypatch):
    runs = []
    monkeypatch.setattr(static, "default_state", lambda: tmp_path)
    monkeypatch.setattr(
        static.subprocess, "run", lambda *words, **rest: runs.append(words) or SimpleNamespace(returncode=0)
    )
    assert static.build() is True
    assert static.build() is False
    assert len(runs) == 1
