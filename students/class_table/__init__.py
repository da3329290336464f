"""Tables that a school keeps for a whole class: their columns, their cells, and how a pasted one is understood."""
