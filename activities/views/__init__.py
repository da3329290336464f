"""The pages of step 3: what is done with children, who took part, and the good that was seen."""
