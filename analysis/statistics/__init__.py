"""Statistics of paired samples and of times to events: arrays in, a small dataclass out.

No function here reads a record. Each takes the differences of pairs (alternative minus reference,
same seed and replicate) as an array of shape (pairs,) or (pairs, columns), and refuses what it
cannot answer: a value that is not a number, too few pairs. None treats the two sides of a pair as
independent samples.
"""
