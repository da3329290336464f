"""Compiles locale/th/LC_MESSAGES/django.po into the django.mo beside it, without gettext's programs.

    python -m tools.messages

Both are committed, so that a fresh clone speaks Thai at once; a test compares them.
"""

import ast
import re
import struct
from pathlib import Path

PO = Path(__file__).resolve().parent.parent / "locale" / "th" / "LC_MESSAGES" / "django.po"
MO = PO.with_suffix(".mo")
KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")')


def main() -> None:
    """Write the .mo anew."""
    MO.write_bytes(compiled(PO.read_text(encoding="utf-8")))


def entries(text: str) -> list[dict[str, str]]:
    """Each entry's keywords and their texts, in the file's order."""
    found: list[dict[str, str]] = []
    for block in re.split(r"\n\s*\n", text):
        entry: dict[str, str] = {}
        current = ""
        for line in block.splitlines():
            if match := KEYWORD.fullmatch(line):
                current = match[1]
                entry[current] = ast.literal_eval(match[2])
            elif line.startswith('"'):
                entry[current] += ast.literal_eval(line)
        if "msgid" in entry:
            found.append(entry)
    return found


def catalogue(text: str) -> dict[bytes, bytes]:
    """What gettext looks up -> what it gives: plurals joined by NUL, a context in front by EOT."""
    made = {}
    for entry in entries(text):
        key = entry["msgid"]
        if "msgid_plural" in entry:
            key += "\0" + entry["msgid_plural"]
        if "msgctxt" in entry:
            key = entry["msgctxt"] + "\4" + key
        made[key.encode()] = (entry.get("msgstr") or entry.get("msgstr[0]", "")).encode()
    return made


def compiled(text: str) -> bytes:
    """The .mo file: a header, two tables of (length, offset), then the texts, each ended by NUL."""
    pairs = sorted(catalogue(text).items())
    count, tables = len(pairs), 28
    offset = tables + 16 * count
    table, data = b"", b""
    for column in (0, 1):
        for pair in pairs:
            table += struct.pack("<II", len(pair[column]), offset + len(data))
            data += pair[column] + b"\0"
    return struct.pack("<7I", 0x950412DE, 0, count, tables, tables + 8 * count, 0, tables) + table + data


if __name__ == "__main__":
    main()
