"""What a record holds and how it is written: rows, monthly series, provenance, checksums."""
