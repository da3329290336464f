"""Sarabun for the web: the two weights that pages use, cut down to the letters that pages use.

The whole files are 32 kB each as woff2, and a first page may weigh 100 kB in all. Papers use the whole
files, straight from the package.
"""

from pathlib import Path

import fontpkg
from fontTools.subset import Options, Subsetter, load_font, save_font

WEIGHTS = {400: "Sarabun-Regular.ttf", 700: "Sarabun-Bold.ttf"}
LETTERS = (
    "".join(map(chr, range(0x20, 0x7F)))
    + "".join(map(chr, range(0x0E00, 0x0E7F)))
    + "\N{NO-BREAK SPACE}·•–—‘’“”…‹›«»°±½×÷≈≠≤≥←↑→↓↗▲△▼◆■●"
)


def cut(directory: Path) -> None:
    """Write sarabun-400.woff2 and sarabun-700.woff2 into `directory`."""
    directory.mkdir(parents=True, exist_ok=True)
    source = Path(fontpkg.path("Sarabun")).parent
    for weight, name in WEIGHTS.items():
        # Every layout feature stays: they move tone marks off tall consonants and away from vowels.
        options = Options(flavor="woff2", layout_features=["*"])
        with load_font(str(source / name), options) as font:
            subsetter = Subsetter(options)
            subsetter.populate(text=LETTERS)
            subsetter.subset(font)
            save_font(font, str(directory / f"sarabun-{weight}.woff2"), options)
