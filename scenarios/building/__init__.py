"""From a scenario's text to a world: its parts, changes to them, and theories of the law."""
