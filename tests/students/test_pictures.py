"""Photographs: whatever is brought, what is kept is a small JPEG of our own making, or nothing and a reason."""

import base64
import io
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from students import pictures
from students.pictures import LONGEST, Unusable, read
from tests.make import picture

# 32×24 pixels, drawn and encoded for this test: no decoder of ours can also write HEIC.
HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAXxtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAACJpbG9j"
    "AAAAAERAAAEAAQAAAAABoAABAAAAAAAAAD0AAAAjaWluZgAAAAAAAQAAABVpbmZlAgAAAAABAABodmMxAAAAAA5waXRtAAAAAAABAAAA/Glw"
    "cnAAAADcaXBjbwAAAHVodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQApQgEBA3AA"
    "AAMAkAAAAwAAAwAeoCCBBZbqrprm4CGgwIAAAAyAAAADAIRiAAEABkQBwXPBiQAAABNjb2xybmNseAABAA0ABoAAAAAUaXNwZQAAAAAAAABA"
    "AAAAQAAAAChjbGFwAAAAIAAAAAEAAAAYAAAAAf///+AAAAAC////2AAAAAIAAAAQcGl4aQAAAAADCAgIAAAAGGlwbWEAAAAAAAAAAQABBYEC"
    "AwWEAAAARW1kYXQAAAA5KAGvGSF6kkD3lyYbZGYr/lmjFP83g15DCxyO2xawS++gC5tFtaTug9DqzkgGg4qAlpyc6iCLtGEv"
)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
FORBIDDEN = (b"Exif", b"GPS", b"<script", b"<?php", b"PK\x03\x04", b"http://", b"ICC_PROFILE", b"XMP")


def png_of(width, height):
    """A PNG that says it is so large; as many zero bytes as it needs, packed."""

    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    packer, line = zlib.compressobj(9), bytes(width * 3 + 1)
    packed = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def head_of(width, height):
    """The first bytes of a PNG that says it is so large, and nothing of it: no more is read before it is refused."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        for kind, content in ((b"IHDR", head), (b"IDAT", bytes(20)))
    )


def with_position():
    """A JPEG with a place on earth and a camera in it."""
    exif = Image.Exif()
    exif[0x0110] = "CAMERA-OF-SOMEBODY"
    exif.get_ifd(0x8825).update({1: "N", 2: (8.0, 30.0, 0.0), 3: "E", 4: (99.0, 0.0, 0.0)})
    return picture(exif=exif)


def with_comment():
    return picture(comment=b"<?php system($_GET[0]); ?><script>alert(1)</script>")


def polyglot():
    """A JPEG with an archive behind it (GIFAR)."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as book:
        book.writestr("Evil.class", "http://evil.example")
    return picture() + archive.getvalue()


def with_text():
    told = PngImagePlugin.PngInfo()
    told.add_text("XMP", "<script>http://evil.example</script>")
    return picture(kind="PNG", pnginfo=told)


def animated():
    frames = [Image.new("RGB", (80, 60), (shade, 0, 0)) for shade in (0, 120, 240)]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    "brought",
    [with_position(), with_comment(), polyglot(), with_text(), animated(), picture(kind="WEBP"), HEIC],
    ids=["position", "comment", "archive behind", "text", "animated", "webp", "heic"],
)
def test_nothing_of_the_file_is_kept_but_what_can_be_seen(brought):
    made = read(brought)
    assert made.content.startswith(b"\xff\xd8")
    assert [word for word in FORBIDDEN if word in made.content] == []
    again = Image.open(io.BytesIO(made.content))
    assert (again.format, again.size, dict(again.getexif())) == ("JPEG", (made.width, made.height), {})


@pytest.mark.parametrize(
    ("brought", "says"),
    [
        (b"", "ว่างเปล่า"),
        (b"\x00" * (pictures.MOST_BYTES + 1), "11"),
        (SVG, "ไม่ใช่ภาพถ่าย"),
        (HTML, "ไม่ใช่ภาพถ่าย"),
        (b"GIF89a" + bytes(60), "ไม่ใช่ภาพถ่าย"),
        (picture(kind="BMP"), "ไม่ใช่ภาพถ่าย"),
        (picture(kind="TIFF"), "ไม่ใช่ภาพถ่าย"),
        (b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*", "ไม่ใช่ภาพถ่าย"),
        (picture(400, 300)[:900], "เสียหรือมาไม่ครบ"),
        (png_of(400, 300)[:-60], "เสียหรือมาไม่ครบ"),
        (HEIC[:300], "เสียหรือมาไม่ครบ"),
        (b"\xff\xd8\xff\xe0" + bytes(200), ""),
        (head_of(12_000, 12_000), "12000×12000"),
        (head_of(20_000, 20_000), "ละเอียดเกินไป"),
        (head_of(1, 25_000_001), "ละเอียดเกินไป"),
    ],
    ids=lambda value: str(value)[:12],
)
def test_what_is_no_photograph_is_refused_in_thai(brought, says):
    with pytest.raises(Unusable) as refusal:
        read(brought)
    assert says in str(refusal.value)
    assert any("\u0e00" <= letter <= "\u0e7f" for letter in str(refusal.value))


def peak_of(brought):
    """(kilobytes at most in use, kilobytes more than before) of a process of its own that reads it."""
    script = (
        "import re, sys; from students import pictures\n"
        "peak = lambda: int(re.search(r'VmHWM:\\s*(\\d+)', open('/proc/self/status').read())[1])\n"
        "brought = sys.stdin.buffer.read(); before = peak()\n"
        "try: pictures.read(brought)\n"
        "except pictures.Unusable: pass\n"
        "print(peak(), peak() - before)"
    )
    ran = subprocess.run([sys.executable, "-c", script], input=brought, capture_output=True, check=True)
    return [int(number) for number in ran.stdout.split()]


def test_a_bomb_costs_no_memory():
    bomb = png_of(12_000, 12_000)
    assert len(bomb) < 1_000_000
    assert peak_of(bomb)[1] < 30_000


def test_the_largest_that_is_taken_stays_below_400_megabytes():
    clear = io.BytesIO()
    Image.new("RGBA", (5000, 5000), (0, 90, 90, 120)).save(clear, "PNG")
    assert peak_of(png_of(5000, 5000))[0] < 400_000
    assert peak_of(clear.getvalue())[0] < 400_000


def test_a_large_one_becomes_small():
    noise = Image.effect_noise((3000, 2000), 60)
    out = io.BytesIO()
    noise.save(out, "JPEG", quality=95)
    made = read(out.getvalue())
    assert (made.width, made.height) == (LONGEST, 853)
    assert len(made.content) < 500_000
    assert len(pictures.thumbnail(made.content)) < 60_000


def test_it_stands_upright():
    """The camera was held sideways: its note about that is followed and left behind."""
    lying = Image.new("RGB", (60, 40), "white")
    ImageDraw.Draw(lying).rectangle((0, 0, 10, 40), fill="red")
    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    lying.save(out, "JPEG", exif=exif, quality=95)
    made = read(out.getvalue())
    assert (made.width, made.height) == (40, 60)
    red, green, _ = Image.open(io.BytesIO(made.content)).getpixel((20, 3))
    assert red > 200
    assert green < 80


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK", "I;16"])
def test_every_way_of_colour_is_drawn(mode):
    out = io.BytesIO()
    Image.new(mode, (30, 20)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert (read(out.getvalue()).width, read(out.getvalue()).height) == (30, 20)


def test_what_is_seen_through_lies_on_white():
    clear = read(transparent()).content
    assert Image.open(io.BytesIO(clear)).getpixel((5, 5)) == (255, 255, 255)


def transparent():
    out = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()
