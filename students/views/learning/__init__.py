"""Class tables of step 1: results, attendance, weight and height, welfare; by hand, pasted, and child by child."""
