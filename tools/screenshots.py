"""Takes the pictures of docs/pictures from a running demo: `make run`, then `python -m tools.screenshots [ADDRESS]`.

Each picture is what one person of the demo area sees; nobody draws or trims it by hand.
"""

import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Response, sync_playwright

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"


@dataclass(frozen=True)
class Picture:
    """A file name, the duty of whose eyes we look through (as /demo/ names it), the page, and a size in pixels."""

    name: str
    duty: str
    path: str
    width: int = 1366
    height: int = 860


WANTED = (Picture("today", "ครูแนะแนว", "/today/"),)


def main(address: str) -> None:
    """Take them all."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        for picture in WANTED:
            take(browser, address.rstrip("/"), picture)
        browser.close()


def take(browser: Browser, address: str, picture: Picture) -> None:
    """Sign in through /demo/ as a visitor would, open the page, take the picture."""
    context = browser.new_context(viewport={"width": picture.width, "height": picture.height}, locale="th-TH")
    page = context.new_page()
    answers: list[Response] = []

    def keep(answer: Response) -> None:  # playwright marks what it is given: a built-in method takes no mark
        answers.append(answer)

    page.on("response", keep)
    page.goto(f"{address}/demo/")
    page.locator("li", has_text=picture.duty).get_by_role("button").first.click()
    page.wait_for_url(f"{address}/today/")
    page.goto(f"{address}{picture.path}")
    page.evaluate("document.fonts.ready")
    refuse_bare((answer.url, answer.request.resource_type, answer.status) for answer in answers)
    target = PICTURES / f"{picture.name}.png"
    page.screenshot(path=target)
    print(f"{target} ({target.stat().st_size // 1024} kB)")
    context.close()


def refuse_bare(answers: Iterable[tuple[str, str, int]]) -> None:
    """(address, kind, status) of all that was fetched. Raises SystemExit when the page stands without its look."""
    missing = [f"{status} {url}" for url, kind, status in answers if kind in ("stylesheet", "font") and status >= 400]
    if missing:
        raise SystemExit("no picture, a stylesheet is missing (python -m tools.static): " + ", ".join(missing))


if __name__ == "__main__":
    main(sys.argv[1] if sys.argv[1:] else "http://127.0.0.1:8000")
