"""What the people who run and build the system need at the terminal; nothing here is imported by pages."""
