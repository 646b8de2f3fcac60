"""Carries out what a person asks of the page; what goes wrong is told and the page goes on."""

from __future__ import annotations

import logging
from collections.abc import Callable

from model.errors import UserError

LOGGER = logging.getLogger("comity.view")


def attempt(action: Callable[[], None], tell: Callable[[str], None]) -> bool:
    """Carry out an action of the page.

    Parameters
    ----------
    action : callable
        What to do; whatever it raises is told.
    tell : callable
        Called with what went wrong, or with an empty text.

    Returns
    -------
    bool
        Whether it went well.
    """
    try:
        action()
    except UserError as error:
        tell(str(error))
        return False
    except Exception as error:
        LOGGER.exception("an action of the page failed")
        tell(f"This step failed: {type(error).__name__}: {error}. The world stays as it was.")
        return False
    tell("")
    return True
