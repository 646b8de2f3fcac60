"""The law of motion of bilateral cooperation, and the ways of running it.

Nothing in this package knows of scenarios, the command line or the browser page.
"""
