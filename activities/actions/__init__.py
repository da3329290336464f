"""Everything that can happen to what was done with children and what was seen of them."""
