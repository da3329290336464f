"""Where the informants of one instrument disagree about a child (หลายแหล่งข้อมูล): values in, values out.

They see the child in different places, so a difference is something to ask about and never a mistake.
"""

from collections.abc import Mapping
from typing import NamedTuple

# Totals this part of the scale apart are far apart, though both fall into one band (8 of 40). Ours, not a source's.
FAR = 5


class Mark(NamedTuple):
    """What one informant's paper says of one scale. `level` 0: the scale has no risk bands, or none was scored."""

    score: int | None
    level: int
    label: str


def differences(marks: Mapping[str, Mark], *, top: int | None) -> list[str]:
    """Sentences about one scale; `marks` by the informant's Thai word.

    Bands that differ; and scores far apart on a scale up to `top`, None where the distance says little (a subscale).
    """
    told = {who: mark for who, mark in marks.items() if mark.label}
    said = [f"{who}: {mark.label}" for who, mark in told.items()]
    found = [" · ".join(said)] if len({mark.label for mark in told.values()}) > 1 else []
    scores = {who: mark.score for who, mark in marks.items() if mark.score is not None}
    if top and len(scores) > 1:
        low, high = min(scores, key=lambda who: scores[who] or 0), max(scores, key=lambda who: scores[who] or 0)
        apart = (scores[high] or 0) - (scores[low] or 0)
        if apart * FAR >= top:
            found.append(f"{high}ให้คะแนนสูงกว่า{low} {apart}\u00a0คะแนน")
    return found
