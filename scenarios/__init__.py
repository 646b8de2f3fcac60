"""The catalogue: what governments do and when, with its sources; designs, sweeps and records."""
