"""A message to the person at the page: what went wrong, in the words of the error."""
# ruff: noqa: N802

from __future__ import annotations

import solara


@solara.component_vue("vue/notice.vue")
def Notice(text: str, title: str = "That did not work.") -> None:
    """Show a message; a screen reader reads it at once."""
