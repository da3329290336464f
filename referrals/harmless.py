"""A PDF of a stranger → the same pages in a new PDF with nothing in it that acts, or the reason why not.

Nothing is looked for and taken out: a new file is begun, the pages are copied into it with the few keys a page
needs to be drawn, and what hung on the old file (scripts, actions, forms, attachments, links, names, metadata) stays
behind with it. What was filled in or stamped is drawn into the page first. The file is opened in a child process
without secrets, with 700 MB of memory and 10 s of processor time, because what reads PDF is large and written in C++
(security.md 2.6).

    python -m referrals.harmless < file.pdf     the child's side: "+" and the new file, or "-" and the reason
"""

import io
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

MOST_BYTES = 5 * 1024**2
MOST_PAGES = 30
MOST_OBJECTS = 20_000
MOST_UNPACKED = 120 * 1024**2  # of one stream: a colour page scanned at 600 dpi is 105 MB
MOST_IN_ALL = 900 * 1024**2
MEMORY = 700 * 1024**2
CPU_SECONDS = 10
WALL_SECONDS = 40  # below the 60 s after which the web server ends a request

SAY_BIG = "ไฟล์ PDF ใหญ่เกิน 5\u00a0MB สแกนใหม่ด้วยความละเอียดต่ำลง หรือส่งเฉพาะหน้าที่จำเป็น"
SAY_PAGES = "ไฟล์ PDF มี {pages} หน้า ส่งได้ไม่เกิน 30\u00a0หน้า เลือกเฉพาะหน้าที่จำเป็น"
SAY_LOCKED = "ไฟล์ PDF นี้ตั้งรหัสผ่านไว้ บันทึกใหม่โดยไม่ตั้งรหัสผ่าน แล้วเลือกไฟล์อีกครั้ง"
SAY_BROKEN = "ไฟล์ PDF เสียหรือมาไม่ครบ บันทึกหรือสแกนใหม่ แล้วเลือกไฟล์อีกครั้ง"
SAY_HEAVY = "ไฟล์ PDF นี้คลายออกมาใหญ่ผิดปกติ พิมพ์เป็น PDF ใหม่ หรือถ่ายภาพหน้าที่จำเป็นแทน"

PAGE = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources", "/Contents", "/Group")
INHERITED = ("/MediaBox", "/CropBox", "/Rotate", "/Resources")
RESOURCES = ("/ExtGState", "/ColorSpace", "/Pattern", "/Shading", "/XObject", "/Font", "/ProcSet", "/Properties")
# Of any object below a page: scripts, files within or outside, other people's metadata, ways back to the old file.
# (/A, /B and /Next are left: they act only in annotations and outlines, and are names of letters in fonts.)
DROPPED = (
    *("/AA", "/AF", "/Alternates", "/Annots", "/EF", "/JS", "/Metadata", "/OPI", "/OpenAction"),
    *("/PieceInfo", "/Ref", "/StructParent", "/StructParents", "/URI", "/XFA"),
)
# Of what is drawn onto a page, a form or a picture; of a marked layer. Anything else would be carried along unseen.
STREAM = ("/Type", "/Subtype", "/Length", "/Filter", "/DecodeParms")
PICTURE = ("/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/ImageMask", "/Mask", "/SMask", "/SMaskInData")
DRAWN = {
    "/Form": (*STREAM, "/FormType", "/BBox", "/Matrix", "/Resources", "/Group"),
    "/Image": (*STREAM, *PICTURE, "/Decode", "/Interpolate", "/Intent", "/Matte"),
}
LAYER = ("/Type", "/Name", "/OCGs", "/P", "/MCID")
ACTS = ("/JavaScript", "/Launch", "/URI", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Rendition", "/Movie")
PACKED = {"/FlateDecode", "/LZWDecode", "/RunLengthDecode", "/ASCII85Decode", "/ASCIIHexDecode"}
_ROOT = Path(__file__).resolve().parent.parent


class Unusable(ValueError):
    """Not a file that we take. Its text is the reason, for the person who brought it."""


def made_anew(content: bytes) -> bytes:
    """The pages of this PDF in a file of our own making.  Raises Unusable."""
    if len(content) > MOST_BYTES:
        raise Unusable(SAY_BIG)
    environment = {"PYTHONPATH": str(_ROOT), "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, the file comes by pipe
            [sys.executable, "-P", "-s", "-m", "referrals.harmless"],
            input=content,
            capture_output=True,
            timeout=WALL_SECONDS,
            env=environment,
            cwd=_ROOT,
            check=False,
        )
    except subprocess.TimeoutExpired as too_long:
        raise Unusable(SAY_HEAVY) from too_long
    if done.returncode != 0:
        raise Unusable(SAY_HEAVY)
    if done.stdout[:1] != b"+":
        raise Unusable(done.stdout[1:].decode())
    return done.stdout[1:]


# --- the child's side ------------------------------------------------------------------------------------


def rebuilt(content: bytes) -> bytes:
    """As `made_anew`, in this process."""
    try:
        with pikepdf.open(io.BytesIO(content)) as old:
            return _copied(old)
    except pikepdf.PasswordError as locked:
        raise Unusable(SAY_LOCKED) from locked
    except (pikepdf.PdfError, pikepdf.DataDecodingError, pikepdf.ForeignObjectError) as broken:
        raise Unusable(SAY_BROKEN) from broken
    except (ValueError, TypeError, KeyError, RuntimeError, AttributeError, RecursionError) as broken:
        if isinstance(broken, Unusable):
            raise
        raise Unusable(SAY_BROKEN) from broken
    except MemoryError as heavy:
        raise Unusable(SAY_HEAVY) from heavy


def _copied(old: pikepdf.Pdf) -> bytes:
    if old.is_encrypted:
        raise Unusable(SAY_LOCKED)
    pages = len(old.pages)
    if not pages:
        raise Unusable(SAY_BROKEN)
    if pages > MOST_PAGES:
        raise Unusable(SAY_PAGES.format(pages=pages))
    if len(old.objects) > MOST_OBJECTS:
        raise Unusable(SAY_HEAVY)
    old.flatten_annotations("screen")
    for page in old.pages:
        _page_alone(page.obj)
    new = pikepdf.Pdf.new()
    new.pages.extend(old.pages)
    _quieten(new)
    out = io.BytesIO()
    new.save(
        out, compress_streams=True, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False
    )
    if out.tell() > 2 * MOST_BYTES:
        raise Unusable(SAY_HEAVY)
    return out.getvalue()


def _page_alone(page: Any) -> None:
    """The page with what it inherited, and without any key that is not needed to draw it."""
    for key in INHERITED:
        found, above = page.get(key), page.get("/Parent")
        for _ in range(20):
            if found is not None or above is None:
                break
            found, above = above.get(key), above.get("/Parent")
        if found is not None:
            page[key] = found
    for key in [each for each in page.keys() if each not in (*PAGE, "/Type", "/Parent")]:  # noqa: SIM118 - no dict
        del page[key]
    resources = page.get("/Resources")
    if isinstance(resources, pikepdf.Dictionary):
        for key in [each for each in resources.keys() if each not in RESOURCES]:  # noqa: SIM118
            del resources[key]


def _quieten(new: pikepdf.Pdf) -> None:
    """Everything of the new file, object by object: no key that acts, no stream that is a bomb or lies elsewhere."""
    left = MOST_IN_ALL
    for found in _within(new):
        for key in DROPPED:
            if key in found:
                del found[key]
        _without_riders(found)
        if str(found.get("/S", "")) in ACTS:
            raise Unusable(SAY_BROKEN)
        if isinstance(found, pikepdf.Stream):
            left -= _unpacked(found)
            if left < 0:
                raise Unusable(SAY_HEAVY)


def _without_riders(found: Any) -> None:
    """A form or picture keeps what draws it, a layer its name: no file hangs on a key that nobody draws.

    Raises Unusable for PostScript, which is a program.
    """
    kind = str(found.get("/Subtype", ""))
    if isinstance(found, pikepdf.Stream):
        if kind == "/PS" or str(found.get("/Subtype2", "")) == "/PS":
            raise Unusable(SAY_BROKEN)
        if kind in DRAWN:
            _keep_only(found, DRAWN[kind])
    layers = found.get("/Properties")
    if isinstance(layers, pikepdf.Dictionary):
        for each in layers.keys():  # noqa: SIM118 - no dict
            if isinstance(layers[each], pikepdf.Dictionary):
                _keep_only(layers[each], LAYER)


def _keep_only(found: Any, wanted: tuple[str, ...]) -> None:
    for key in [each for each in found.keys() if each not in wanted]:  # noqa: SIM118 - no dict
        del found[key]


def _within(new: pikepdf.Pdf) -> Iterator[Any]:
    """Every dictionary and stream of the file, however deep."""
    waiting: list[Any] = list(new.objects)
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found
            inside = [found.get(key) for key in found.keys()]  # noqa: SIM118 - no dict
        elif isinstance(found, pikepdf.Array):
            inside = list(found)
        else:
            continue
        waiting.extend(each for each in inside if isinstance(each, pikepdf.Object) and not each.is_indirect)


def _unpacked(stream: Any) -> int:
    """How many bytes it unpacks to; pictures in their own packing are left packed."""
    if "/F" in stream:
        raise Unusable(SAY_BROKEN)  # its bytes lie in another file
    filters = stream.get("/Filter", pikepdf.Array())
    names = [str(each) for each in filters] if isinstance(filters, pikepdf.Array) else [str(filters)]
    if not names or not PACKED.issuperset(names):
        return 0
    if len(names) > 3:
        raise Unusable(SAY_HEAVY)
    try:
        return len(stream.read_bytes())
    except RuntimeError as limited:  # qpdf's own limits, set below
        raise Unusable(SAY_HEAVY) from limited


def _answer(content: bytes) -> bytes:
    try:
        return b"+" + rebuilt(content)
    except Unusable as refusal:
        return b"-" + str(refusal).encode()


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pikepdf.settings.set_qpdf_limits(flate_max_memory=MOST_UNPACKED, run_length_max_memory=MOST_UNPACKED)
    sys.stdout.buffer.write(_answer(sys.stdin.buffer.read()))
