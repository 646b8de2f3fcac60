"""One mechanism, one file: its equation, its source, and pure scalar functions.

A rule takes floats (and a named tuple of parameters) and returns floats. It draws no random
number, keeps no state, and calls nothing but `model.numerics`, so that the same text runs as
plain Python and inside compiled loops.
"""
