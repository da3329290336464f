"""SDQ papers as the tests of scoring write them."""

from screening.instruments.scoring import score
from tests.screening.shipped import SHIPPED


def sdq(*, rater="teacher", sex="f", age=10, **more):
    return score(SHIPPED["sdq"], rater=rater, sex=sex, age=age, **more)


def totals(emotional, conduct, hyperactivity, peer, prosocial=8):
    return {
        "emotional": emotional,
        "conduct": conduct,
        "hyperactivity": hyperactivity,
        "peer": peer,
        "prosocial": prosocial,
    }


def told(outcome, *codes):
    return [outcome.scores[code] for code in codes]


def ld(age, norms=None, **totals):
    given = {"prescreen": 3, "reading": 0, "writing": 0, "maths": 0, "behaviour": 0} | totals
    return score(SHIPPED["ld"], totals=given, rater="teacher", sex="m", age=age, norms=norms).level


FIVE = ("emotional", "conduct", "hyperactivity", "peer", "prosocial", "total")
