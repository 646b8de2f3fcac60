"""Hydra configuration: what runs, how often, and what varies. No scientific value lives here."""
