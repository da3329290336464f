"""The laws of this repository, each with the reason it exists."""

import ast
import inspect
import re
import subprocess
from pathlib import Path

import pytest
from django.urls import get_resolver

from tests.test_access import PUBLIC, named_urls

ROOT = Path(__file__).parent.parent
APPS = ["studentcare", "journal", "schools", "students", "screening", "activities", "cases", "referrals", "supervision"]
MODULES = sorted(p for app in APPS for p in (ROOT / app).rglob("*.py") if "migrations" not in p.parts)
VIEWS = [p for p in MODULES if p.name == "views.py" or p.parent.name == "views"]
DOCUMENTS = [p for p in MODULES if p.name == "documents.py" or p.parent.name == "documents"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
WRITES = {"save", "create", "update", "delete", "bulk_create", "bulk_update", "update_or_create", "get_or_create"}
ALLAUTH = {"account_login", "account_logout", "account_reauthenticate"}


def name(path):
    return str(path.relative_to(ROOT))


def calls(path):
    return [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_modules_fit_in_the_head(path):
    assert len(path.read_text().splitlines()) <= 300


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_functions_fit_on_a_screen(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno - node.lineno < 45, node.name


@pytest.mark.parametrize("path", [p for p in MODULES if p.read_text().strip()], ids=name)
def test_modules_open_with_the_sentence_that_justifies_them(path):
    if path.name not in ("apps.py", "urls.py", "__init__.py"):
        assert ast.get_docstring(ast.parse(path.read_text()))


@pytest.mark.parametrize("path", VIEWS, ids=name)
def test_views_write_nothing_themselves(path):
    """Every write is an action: one list of all that can happen, and all of it journaled."""
    written = [
        ast.unparse(call)
        for call in calls(path)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr in WRITES
        and not ast.unparse(call.func.value).startswith(("request.session", "context", "form", "data", "params"))
        and not ast.unparse(call.func.value).endswith("actions")
    ]
    assert written == []


@pytest.mark.parametrize("path", [*VIEWS, *DOCUMENTS], ids=name)
def test_views_and_papers_reach_rows_only_through_visible_to(path):
    reached = re.findall(r"\b[A-Z]\w+\.objects\.(\w+)", path.read_text())
    assert set(reached) <= {"visible_to"}


def test_pdf_and_excel_are_made_in_one_place():
    """`disclose` is the only door: nothing else imports what makes files (decisions C12)."""
    makers = [
        name(path)
        for path in MODULES
        if re.search(r"^\s*(from|import) (weasyprint|openpyxl)", path.read_text(), re.MULTILINE)
    ]
    assert sorted(makers) == ["journal/papers.py", "journal/thai_pdf.py", "journal/typeset.py"]


def walk_views(resolver=None):
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from walk_views(pattern)
        else:
            yield pattern.callback


@pytest.mark.parametrize("url", sorted(set(named_urls()) - ALLAUTH))
def test_one_name_for_url_view_and_template(url):
    app, _, page = url.partition(":")
    views = {(view.__module__.split(".")[0], view.__name__): view for view in walk_views()}
    assert (app, page) in views
    source = Path(inspect.unwrap(views[app, page]).__code__.co_filename).read_text()
    renders = re.search(rf'"{app}/{page}\.html', source)
    answers_otherwise = page.endswith(("_pdf", "_xlsx", "_file")) or "redirect(" in source or "once(" in source
    assert renders or answers_otherwise


@pytest.mark.parametrize("path", TEMPLATES, ids=name)
def test_templates_carry_no_script_no_style_and_no_bootstrap_javascript(path):
    forbidden = re.search(
        r"<script(?![^>]*\bsrc=)|\son\w+=\"|\sstyle=|hx-on|data-bs-|hx-vals=.js:|type=\"date\"", path.read_text()
    )
    assert not forbidden, forbidden


def test_no_template_is_orphaned():
    source = "".join(p.read_text() for p in [*MODULES, *TEMPLATES])
    overridden = ("django/", "account/", "mfa/", "allauth/", "axes/", "schools/widgets/")
    named = [str(t.relative_to(ROOT / "templates")) for t in TEMPLATES]
    orphans = [t for t in named if t not in source and not t.startswith(overridden)]
    built = {
        f"studentcare/{page}.html"
        for page in [
            "bad_request",
            "permission_denied",
            "not_found",
            "not_allowed",
            "server_error",
            "csrf_failure",
            "busy",
        ]
    }
    assert set(orphans) <= built


def test_no_number_of_a_real_person_stands_in_the_repository():
    """13 digits in a row are an invented child's (1-0000-…, which no registrar issues) or no ID at all (F1)."""
    files = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
    for file in filter(None, files.split("\0")):
        if (
            file.endswith((".py", ".html", ".md", ".toml", ".csv", ".txt", ".js", ".css"))
            and "requirements" not in file
        ):
            found = re.findall(r"(?<![\w.])[1-8]\d{12}(?![\w.])", (ROOT / file).read_text(errors="ignore"))
            assert [n for n in found if not n.startswith("10000")] == [], file


def test_nothing_in_the_browser_remembers_a_child():
    for script in (ROOT / "static").rglob("*.js"):
        assert not re.search(
            r"localStorage|sessionStorage(?!\.removeItem)|indexedDB|document\.cookie|eval\(", script.read_text()
        )


@pytest.mark.parametrize("url", sorted(PUBLIC))
def test_public_pages_say_why(url):
    assert PUBLIC[url]
    assert len(PUBLIC) <= 12
