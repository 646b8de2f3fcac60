"""What is shown at an address that leads nowhere."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse

PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Comity: nothing here</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; color: #1f2933; background: #f3f5f7;
         max-width: 34em; margin: 12vh auto; padding: 0 1em; }
  h1 { color: #0b4f79; } a { color: #0b4f79; font-weight: 600; }
</style>
<h1>Nothing is at this address</h1>
<p>The page has one address only; what follows a question mark restores a comparison.
It was perhaps not copied as a whole.</p>
<p><a href="/">Open the page</a></p>
</html>
"""


async def lost(request: Request, error: Exception) -> HTMLResponse:
    """Return the page that says so; nothing of the address is repeated in it."""
    return HTMLResponse(PAGE, status_code=404)
