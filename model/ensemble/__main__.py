"""`python -m model.ensemble`: compile the law now, so that nothing waits for it later."""

from __future__ import annotations

import time

from model.ensemble import is_compiled, prepare

if is_compiled():
    print("the law is compiled already")
else:
    began = time.perf_counter()
    print("compiling the law for this machine, once: one to two minutes", flush=True)
    prepare()
    print(f"compiled in {time.perf_counter() - began:.0f} s")
