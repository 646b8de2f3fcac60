"""What was computed lately, kept so that what did not change is not computed again."""

from __future__ import annotations

from model.inputs import Inputs


class Store[T]:
    """The latest results by the inputs and the question they belong to.

    Inputs are known again by being the same object, which the page's own store of inputs sees to
    (`analysis.view.plan`); for equal inputs that are not, the result is computed once more.

    Parameters
    ----------
    most : int
        Results kept, >= 1; the one that was not asked for longest goes.
    """

    def __init__(self, most: int = 12) -> None:
        self.most = most
        self._kept: list[tuple[Inputs, tuple[object, ...], T]] = []

    def get(self, point: Inputs, asked: tuple[object, ...]) -> T | None:
        """Return the result of some inputs and a question, or None."""
        for place, (known, how, result) in enumerate(self._kept):
            if known is point and how == asked:
                self._kept.append(self._kept.pop(place))
                return result
        return None

    def put(self, point: Inputs, asked: tuple[object, ...], result: T) -> None:
        """Keep a result."""
        self._kept = [*self._kept, (point, asked, result)][-self.most :]
