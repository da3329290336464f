"""What rides on the drawings of a stranger's PDF without being drawn: it stays behind, or the file is refused."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Stream

from referrals import harmless

SECRET = b"the bytes of another file"


def pdf(*, subtype="/Form", form=None, resources=None):
    new = pikepdf.Pdf.new()
    drawn = Stream(new, b"0 0 10 10 re f")
    drawn.update({"/Type": Name.XObject, "/Subtype": Name(subtype), "/BBox": Array([0, 0, 10, 10])})
    for key, value in (form or {}).items():
        drawn[key] = new.make_indirect(value(new)) if callable(value) else value
    page = new.add_blank_page(page_size=(200, 200))
    page.obj.Resources = Dictionary({"/XObject": Dictionary({"/Fm0": new.make_indirect(drawn)}), **(resources or {})})
    page.obj.Contents = Stream(new, b"/Fm0 Do")
    out = io.BytesIO()
    new.save(out)
    return out.getvalue()


def embedded(new):
    stream = Stream(new, SECRET)
    stream["/Type"] = Name.EmbeddedFile
    return stream


def all_streams(content):
    with pikepdf.open(io.BytesIO(content)) as read:
        return [bytes(one.read_bytes()) for one in read.objects if isinstance(one, Stream)]


def test_a_file_on_a_key_that_nobody_draws_stays_behind():
    assert SECRET in all_streams(pdf(form={"/Unknown": embedded}))
    left = all_streams(harmless.rebuilt(pdf(form={"/Unknown": embedded})))
    assert SECRET not in left
    assert b"0 0 10 10 re f" in left


def test_a_layer_keeps_its_name_and_leads_nowhere():
    layer = Dictionary(
        {"/Type": Name.Filespec, "/Name": pikepdf.String("ชั้น"), "/FS": Name.URL, "/F": "https://evil.example"}
    )
    made = harmless.rebuilt(pdf(resources={"/Properties": Dictionary({"/MC0": layer})}))
    with pikepdf.open(io.BytesIO(made)) as read:
        assert set(read.pages[0].obj.Resources.Properties.MC0.keys()) == {"/Type", "/Name"}
    assert b"evil.example" not in made


def test_a_program_in_postscript_is_refused():
    with pytest.raises(harmless.Unusable):
        harmless.rebuilt(pdf(subtype="/PS"))
