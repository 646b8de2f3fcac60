"""Which parameter values are consistent with the tuning patterns.

`factors.py` names what is varied, `likelihood.py` compares statistics with targets, `waves.py`
rules out (history matching), `importance.py` and `chain.py` sample what is left, `diagnosis.py` and
`ranks.py` say what was learned and whether to trust it, `calibrate.py` does all of it.
"""
