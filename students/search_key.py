"""What the one search box looks into: name, nickname and school number, folded alike (schools.thai.fold)."""

from schools.thai import fold


def search_key(first_name: str, last_name: str, nickname: str = "", school_number: str = "") -> str:
    """At most 300 characters; what is typed is folded the same way and looked for inside."""
    return fold(f"{first_name} {last_name} {nickname} {school_number}")[:300]
