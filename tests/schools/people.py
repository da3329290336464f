"""What the tests about people say again and again: a date as it is typed, an address, the acts of the journal."""

from django.urls import reverse

from journal.models import Line


def date(name, day, month, year):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def url(name, person, *more):
    return reverse(f"schools:{name}", args=[person.public_id, *more])


def verbs():
    return list(
        Line.objects.exclude(verb__in=("created", "changed", "deleted")).order_by("id").values_list("verb", flat=True)
    )
