"""What three duties watch over: the nurse a school's health, discipline its conduct, a level's head her level."""
