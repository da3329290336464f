"""Pages of step 3: activities and who took part, groups, meetings with parents, what was seen."""
