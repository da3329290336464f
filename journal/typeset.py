"""HTML into PDF."""

from weasyprint import HTML


def typeset(html: str) -> bytes:
    content: bytes = HTML(string=html).write_pdf()
    return content
