"""HTML into paper: the one place that knows WeasyPrint, and lets it read nothing but our own stylesheet and fonts.

Only `journal.papers` calls this.  Documents reach no network and no file: every address but a few `asset:` names
is refused (security.md 2.6).
"""

import logging
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

import fontpkg
from django.conf import settings
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from journal import thai_pdf

SECONDS = 20
STYLESHEET = Path(__file__).resolve().parent.parent / "static" / "studentcare" / "pdf.css"

# Official sizes are given in TH Sarabun points.  ก is 0.400 em wide there and 0.586 em in Sarabun, so the same
# printed size is 0.667 of the number (decisions C14).  This is the only place that knows.
SARABUN_FACTOR = 0.667
TH_SARABUN_FACTOR = 1.0

_FACES = {"regular": 400, "bold": 700}


class TooSlow(Exception):
    """A document that took longer than `SECONDS`; order it from a worker, or in smaller parts."""


class Complaint(Exception):
    """WeasyPrint left something out with a warning.  Raised in tests only."""


class Refused(ValueError):
    """A document asked for an address that is not one of ours.  WeasyPrint turns this into a warning."""


class LockedFetcher(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
    """Gives out a fixed set of `asset:` names and nothing else: no file, no network, no redirect."""

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=set(), allow_redirects=False)
        self.assets = dict(assets)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        content = self.assets.get(url)
        if content is None:
            raise Refused(f"documents may not read {url[:80]}")
        return URLFetcherResponse(url, content)


class _Listener(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


def typeset(html: str, *, assets: Mapping[str, bytes] | None = None) -> bytes:
    """A document as PDF, A4, in the look of `static/studentcare/pdf.css`.

    ``html`` is a whole document made by an autoescaped template; ``assets`` are pictures it may use by name
    (`<img src="asset:letterhead">`).  Raises `TooSlow` after 20 s when called in the main thread, as gunicorn's
    sync workers and the job worker's commands do; other threads have no alarm.
    """
    return typeset_together([html], assets=assets)


def typeset_together(documents: Sequence[str], *, assets: Mapping[str, bytes] | None = None) -> bytes:
    """Several documents one after the other in one PDF, each with its own page numbers; 20 s for each."""
    thai_pdf.install()
    fonts = FontConfiguration()
    fetcher = LockedFetcher({**_font_files(settings.PDF_FONT_DIR), **(assets or {})})
    with _listening(), _within(SECONDS * len(documents)):
        style = CSS(string=_stylesheet(), font_config=fonts, url_fetcher=fetcher)
        rendered = [
            HTML(string=thai_pdf.keep_together(html), url_fetcher=fetcher).render(
                stylesheets=[style], font_config=fonts
            )
            for html in documents
        ]
        pages = [page for document in rendered for page in document.pages]
        content: bytes = rendered[0].copy(pages).write_pdf()
    return content


def _stylesheet() -> str:
    factor = TH_SARABUN_FACTOR if settings.PDF_FONT_DIR else SARABUN_FACTOR
    faces = "".join(
        f'@font-face {{ font-family: Paper; font-weight: {weight}; src: url("asset:{name}") }}'
        for name, weight in _FACES.items()
    )
    return f"{faces} :root {{ --pt: {factor}pt }} {_house_style()}"


@cache
def _house_style() -> str:
    return STYLESHEET.read_text(encoding="utf-8")


@cache
def _font_files(folder: str) -> Mapping[str, bytes]:
    """The two faces: Sarabun's full files, or those of a folder that holds a licensed TH Sarabun New."""
    where = Path(folder) if folder else Path(fontpkg.path("Sarabun")).parent
    upright = [path for path in sorted(where.glob("*.[to]tf")) if "italic" not in path.stem.lower()]
    if folder:
        bold = next(path for path in upright if "bold" in path.stem.lower())
        regular = next(path for path in upright if "bold" not in path.stem.lower())
    else:
        regular, bold = where / "Sarabun-Regular.ttf", where / "Sarabun-Bold.ttf"
    return {"asset:regular": regular.read_bytes(), "asset:bold": bold.read_bytes()}


@contextmanager
def _listening() -> Iterator[None]:
    """In tests a warning of WeasyPrint is an error: it means that something is missing on the paper."""
    listener, log = _Listener(), logging.getLogger("weasyprint")
    log.addHandler(listener)
    try:
        yield
    finally:
        log.removeHandler(listener)
    if settings.TESTING and listener.said:
        raise Complaint("; ".join(listener.said))


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """An alarm around the work, where Python allows one; an alarm that was set before is set again."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def ring(signum: int, frame: FrameType | None) -> None:
        if frame and "weasyprint" in frame.f_code.co_filename and not _finalizing(frame):
            raise TooSlow(f"not finished after {seconds} s")

    before = signal.signal(signal.SIGALRM, ring)
    left, _ = signal.setitimer(signal.ITIMER_REAL, seconds, 0.02)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, left)
        signal.signal(signal.SIGALRM, before)


def _finalizing(frame: FrameType) -> bool:
    """Whether an object is being torn down: an exception would be swallowed there, so the bell rings again."""
    above: FrameType | None = frame
    while above:
        if above.f_code.co_name == "__del__" or above.f_code.co_filename.endswith("weakref.py"):
            return True
        above = above.f_back
    return False
