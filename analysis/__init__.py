"""What the outcomes mean: comparison, figures and reports, read from saved records."""
