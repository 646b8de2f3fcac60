"""Imported by the process that the children are forked from: all is loaded and compiled then."""

from sweep_work import tiny

_work = tiny().work()
_work(tiny().layout[0])
