"""Histories of dyads: dated chronologies, yearly observations and who was in office.

One folder a dyad, readable in a text editor or a spreadsheet; the format is in docs/history.md.
"""

from scenarios.history.build import history_inputs
from scenarios.history.reader import read_histories, read_history, read_regional
from scenarios.history.record import History, HistoryEvent, LeaderInOffice, Observation

__all__ = [
    "History",
    "HistoryEvent",
    "LeaderInOffice",
    "Observation",
    "history_inputs",
    "read_histories",
    "read_history",
    "read_regional",
]
