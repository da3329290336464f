"""Thai in WeasyPrint's PDFs: what is printed can be searched, copied and heard, and what belongs together stays so.

HarfBuzz draws SARA AM (U+0E33) as NIKHAHIT + SARA AA and merges it with a tone mark before it: one character
owns several glyphs, and WeasyPrint maps the first of them to nothing.  "คำ" is then copied as "คา".  Repairs:

1. the glyphs of such a cluster get their own characters in ToUnicode, for readers that ignore ActualText;
2. the line stands in a Span with its ActualText, so that copy, search and screen readers get U+0E33 itself;
3. text in SVG is laid out as a whole instead of letter by letter, so that stacked marks do not collide.

4. Pango breaks lines after an unbreakable space that stands before Thai ("22 / พ.ย. 2568", "เขต / ๙"); such groups
   are wrapped in spans that do not wrap.

This reaches into WeasyPrint 70.0, which is pinned for that reason; the tests read the text back.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pydyf
from fontTools.ttLib import TTFont
from weasyprint import svg as wp_svg
from weasyprint.draw import text as wp_text

_SARA_AM = "\u0e33"
_MARKS = re.compile("[\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]")
_NAMED = re.compile(r"uni((?:[0-9A-F]{4})+)")

_TAG = re.compile(r"(<[^>]*>)")
_NBSP_ENTITY = re.compile("&nbsp;|&#160;|&#xa0;", re.IGNORECASE)
# A word of at most 20 letters and the words tied to it; longer runs are sentences, which must be able to break.
_TIED = re.compile("(?:(?<![^\\s\u00a0])[^\\s\u00a0]{1,20})?(?:\u00a0[^\\s\u00a0]{1,20})+")
_UNTOUCHED = ("<title", "<style", "<svg", "<script")

_draw_first_line = wp_text.draw_first_line
_svg_text = wp_svg.text
_glyph_orders: dict[Any, list[str]] = {}


def install() -> None:
    """Put the repairs in place; calling it again changes nothing."""
    wp_text.draw_first_line = draw_first_line
    for tag, function in list(wp_svg.TAGS.items()):
        if function is _svg_text:
            wp_svg.TAGS[tag] = svg_text
    wp_svg.text = svg_text  # WeasyPrint compares entries of TAGS with this name


def draw_first_line(stream: Any, textbox: Any, *args: Any, **kwargs: Any) -> Any:
    """WeasyPrint's own drawing of a line, with its text told beside it."""
    if not _MARKS.search(textbox.text):
        return _draw_first_line(stream, textbox, *args, **kwargs)
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(textbox.text)}))
    try:
        return _draw_first_line(stream, textbox, *args, **kwargs)
    finally:
        stream.end_marked_content()
        _mend_unicode(stream)


def _mend_unicode(stream: Any) -> None:
    """Glyphs that were mapped to nothing or to SARA AM get the characters their own name says."""
    for font in stream._fonts.values():
        for glyph, text in font.to_unicode.items():
            if (not text or _SARA_AM in text) and (named := _glyph_text(font, glyph)):
                font.to_unicode[glyph] = named


def _glyph_text(font: Any, glyph: int) -> str:
    order = _glyph_orders.get(font.hash)
    if order is None:
        opened = TTFont(BytesIO(font.file_content), fontNumber=font.index, lazy=True)
        order = _glyph_orders[font.hash] = opened.getGlyphOrder()
    found = _NAMED.match(order[glyph])
    return bytes.fromhex(found[1]).decode("utf-16-be") if found else ""


def keep_together(html: str) -> str:
    """The document with words tied by unbreakable spaces in `<span class="nowrap">`."""
    parts, closing = _TAG.split(html), ""
    for n, part in enumerate(parts):
        if part.startswith("<"):
            if closing:
                closing = "" if part.lower().startswith(closing) else closing
            elif name := next((name for name in _UNTOUCHED if part.lower().startswith(name)), ""):
                closing = f"</{name[1:]}"
        elif not closing:
            parts[n] = _TIED.sub(r'<span class="nowrap">\g<0></span>', _NBSP_ENTITY.sub("\u00a0", part))
    return "".join(parts)


class _Whole(str):
    """A text that counts as one letter."""

    def __iter__(self) -> Iterator[str]:
        yield str(self)


def svg_text(svg: Any, node: Any, font_size: Any) -> Any:
    """WeasyPrint's own SVG text, given the whole text as one letter unless letters are placed one by one."""
    placed = (node.get(name, "").replace(",", " ").strip() for name in ("x", "y", "dx", "dy", "rotate"))
    if node.text and _MARKS.search(node.text) and not any(" " in places for places in placed):
        node._etree_node.text = _Whole(node.text)
    original: Callable[..., Any] = _svg_text
    return original(svg, node, font_size)
