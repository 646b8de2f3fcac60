"""How a sweep is carried out: chunks, looks, the work area that survives a kill, and the audit."""
