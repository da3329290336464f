"""Who gets what from every URL: one module per app, merged and played by `tests/test_access.py`."""
