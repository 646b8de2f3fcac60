"""The format of the catalogue's files: parts of schemas, numbers with sources, lines for errors."""
