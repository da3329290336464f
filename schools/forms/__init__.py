"""Strings into values. Field names are the keywords of the actions."""
