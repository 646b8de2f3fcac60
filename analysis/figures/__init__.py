"""Figures made from records; each function returns a matplotlib figure and writes nothing."""
