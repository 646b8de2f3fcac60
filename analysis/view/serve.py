"""Starts the server of the page: settings that keep it private, small and quick."""

from __future__ import annotations

import gc
import ipaddress
import os
import sys
import threading
import warnings
import webbrowser
from importlib import import_module
from pathlib import Path

APP = "analysis.view.app"
KEPT_AFTER_LOSS = "60s"
"""How long a session outlives a lost connection; a closed tab ends its session at once."""

OPEN_S = 1.0
WARM_S = 4.0
"""When the ensemble begins to load: after the first page is there."""


def serve(host: str, port: int, sweeps: Path | None, is_to_open: bool = False) -> None:
    """Serve the page until interrupted.

    Parameters
    ----------
    host : str
        The address to listen on.
    port : int
        The port, 1 to 65535.
    sweeps : Path or None
        The folder below which sweeps may be opened.
    is_to_open : bool
        Whether to show the page in this machine's browser.
    """
    _settle(host, sweeps)
    # A tenth of the start would go to looking for garbage among what stays anyway.
    gc.disable()
    import uvicorn
    from solara.server import settings
    from solara.server.starlette import app

    import_module(APP)
    gc.freeze()
    gc.enable()

    # Said for pages embedded elsewhere; this one is not.
    warnings.filterwarnings("ignore", message="Cookies with samesite=none")
    settings.main.mode = "production"
    settings.telemetry.mixpanel_enable = False
    settings.theme.title = "Comity"
    settings.theme.show_banner = False
    settings.kernel.cull_timeout = KEPT_AFTER_LOSS
    for wait, work in ((0.0, _warm_page), (WARM_S, _warm_ensemble)):
        later = threading.Timer(wait, work)
        later.daemon = True
        later.start()
    if is_to_open:
        threading.Timer(OPEN_S, webbrowser.open, [f"http://{shown(host)}:{port}"]).start()
    print(f"Comity is at http://{shown(host)}:{port} (Ctrl+C ends it)", flush=True)
    uvicorn.run(app, host=host, port=port, log_level="warning")


def is_local(host: str) -> bool:
    """Tell whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def warning(host: str) -> str:
    """Return what to say before listening beyond this machine; empty for this machine alone."""
    if is_local(host):
        return ""
    return (
        f"host={host}: everybody who can reach this machine can open the page and use its "
        "processor; there is no password. Use 127.0.0.1 unless you mean it."
    )


def shown(host: str) -> str:
    """Return a host as it stands in an address."""
    return f"[{host}]" if ":" in host else host


def _settle(host: str, sweeps: Path | None) -> None:
    told = warning(host)
    if told:
        print(f"Warning: {told}", file=sys.stderr)
    os.environ["SOLARA_APP"] = APP
    os.environ["SOLARA_TELEMETRY_MIXPANEL_ENABLE"] = "False"
    if sweeps is not None:
        os.environ["COMITY_SWEEPS"] = str(sweeps.resolve())


def _warm_page() -> None:
    """Make what every session needs alike, while the first browser loads the page's scripts."""
    from analysis.view.choices import scenarios
    from analysis.view.series import PLOTS, specification
    from analysis.view.session import Session

    world = Session().world
    scenarios()
    for plot in PLOTS:
        specification(plot, world.inputs.start, world.inputs.months)


def _warm_ensemble() -> None:
    """Load the compiled ensemble (compile it after an installation) while the page is in use."""
    from model.ensemble import prepare

    prepare()
