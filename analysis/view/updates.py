"""Mesa's counter of updates, which every panel listens to, without the weight of its package.

`mesa.visualization` loads Matplotlib, NetworkX and more, half a second that the page has no use
for. Its `utils`, which hold the counter, need only Solara; loaded by themselves under their own
name they are the very module that a `SolaraViz` uses when somebody does load the package.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

NAME = "mesa.visualization.utils"


def _utils() -> Any:
    if NAME in sys.modules:
        return sys.modules[NAME]
    mesa = find_spec("mesa")
    if mesa is None or mesa.origin is None:
        raise ModuleNotFoundError("mesa is not installed")
    spec = spec_from_file_location(NAME, Path(mesa.origin).parent / "visualization" / "utils.py")
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(NAME)
    module = module_from_spec(spec)
    sys.modules[NAME] = module
    spec.loader.exec_module(module)
    return module


force_update = _utils().force_update
update_counter = _utils().update_counter
