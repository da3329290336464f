"""The instruments of fixtures/instruments, read once."""

from pathlib import Path

from screening.instruments.reading import read

FOLDER = Path(__file__).parents[2] / "fixtures" / "instruments"
SHIPPED = {path.stem: read(path.read_text(), name=path.name) for path in sorted(FOLDER.glob("*.yaml"))}
SCORED = {code: one for code, one in SHIPPED.items() if one.kind == "scored"}


def source(code):
    return (FOLDER / f"{code}.yaml").read_text()
