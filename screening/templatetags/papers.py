"""Fields of an instrument's sheet as ready-made text: a thousand of them stand on one page (performance.md §1)."""

from functools import cache

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

from screening.class_papers import ClassPapers, Line
from screening.keyed import Field, cell_name, shown

register = template.Library()


@cache
def around(key: str, width: int) -> tuple[str, str]:
    """What stands before and after the value of a field; the child's id goes between."""
    return f'-{key}" maxlength="{width}" inputmode="numeric" aria-labelledby="n-', f' d-{key}"'


@register.simple_tag
def paper_fields(papers: ClassPapers, line: Line, is_open: bool, is_second: bool = False) -> SafeString:
    """The row's fields: inputs where it is typed here, values where not; the second pass begins empty."""
    if is_open and is_second and not line.is_done:
        return SafeString("<td></td>" * len(papers.fields))
    if not is_open or line.is_locked:
        texts = (line.raw.get(one.key) or shown(line.cells.get(one.key)) for one in papers.fields)
        return SafeString("".join(f"<td>{escape(text)}</td>" for text in texts))
    label = papers.mode == "back"
    return SafeString("".join(cell(line, one, is_second, label=one.head if label else "") for one in papers.fields))


def cell(line: Line, one: Field, is_second: bool, *, label: str = "") -> str:
    """`label` stands before the field where a phone stacks the row (papers.css)."""
    text = line.raw.get(one.key)
    if text is None:
        text = "" if is_second else shown(line.cells.get(one.key))
    before, after = around(one.key, one.width)
    value = f' value="{escape(text)}"' if text else ""
    told = f' data-label="{escape(label)}"' if label else ""
    return f'<td{told}><input name="c-{line.sid}{before}{line.sid}{after}{value}></td>'


@register.simple_tag
def paper_was(papers: ClassPapers, line: Line, is_second: bool = False) -> str:
    """The row's version and, but in the second pass, what stands in its fields."""
    return f"{line.version}." if is_second else papers.was(line)


@register.simple_tag
def paper_cell_name(line: Line, key: str) -> str:
    return cell_name(line.sid, key)
