"""Starts the server of the page: settings that keep it private, small and quick."""

from __future__ import annotations

import gc
import ipaddress
import os
import sys
import threading
import warnings
import webbrowser
from pathlib import Path

APP = "analysis.view.app"
KEPT_AFTER_LOSS = "60s"
"""How long a session outlives a lost connection; a closed tab ends its session at once."""

OPEN_S = 1.0
SHARED_S = 0.001
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
    from starlette.middleware.gzip import GZipMiddleware

    from analysis.view.app import loading
    from analysis.view.lost import lost

    # Said for pages embedded elsewhere; this one is not.
    warnings.filterwarnings("ignore", message="Cookies with samesite=none")
    settings.main.mode = "production"
    settings.telemetry.mixpanel_enable = False
    settings.theme.title = "Comity"
    settings.theme.show_banner = False
    settings.kernel.cull_timeout = KEPT_AFTER_LOSS
    app.add_exception_handler(404, lost)
    if is_local(host):
        # Packing three megabytes of scripts takes longer than this machine's memory to hand over.
        app.user_middleware[:] = [m for m in app.user_middleware if m.cls is not GZipMiddleware]
    # While the rest loads, whoever answers the browser is let in more often.
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SHARED_S)
    loading().add_done_callback(_settled)
    loading().add_done_callback(lambda _: sys.setswitchinterval(usual))
    later = threading.Timer(WARM_S, _warm_ensemble)
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


def _settled(_: object) -> None:
    """Keep what has loaded out of the search for garbage from now on."""
    gc.freeze()
    gc.enable()


def _warm_ensemble() -> None:
    """Load the compiled ensemble (compile it after an installation) while the page is in use."""
    from model.ensemble import prepare

    prepare()
