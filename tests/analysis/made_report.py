"""A record made by hand for the report: points, parameters and what was typed."""

from __future__ import annotations

import numpy as np
from made_records import MONTHS, each_month, record

from model.parameters import defaults

LABELS = ("status_quo", "policy=tough_talk", "<script>alert(1)</script>")


def made(labels=LABELS, replicates=24, series=True, seed=1):
    """Return a record of a few points whose third is like the first."""
    rng = np.random.default_rng(seed)
    base = rng.uniform(0.4, 0.6, replicates)
    changes = [0.0, -0.1, *(0.0 for _ in labels[2:])]
    noise = [0.0, *(0.01 * (i != 2) for i in range(1, len(labels)))]
    values = {
        label: base + change + level * rng.normal(size=replicates)
        for label, change, level in zip(labels, changes, noise, strict=True)
    }
    others = {
        "p_rupture": {label: np.zeros(replicates) for label in labels},
        "arrived_t": {label: 100.0 - 10.0 * values[label] for label in labels},
    }
    months = each_month(rng.random((len(labels), replicates, MONTHS)), labels) if series else None
    found = record(values, others=others, series=months)
    points = found.provenance["points"]
    parameters = {g: v._asdict() for g, v in defaults()._asdict().items()}
    for i, point in enumerate(points):
        point["columns"] = {
            "scenario": "bad_hombres_2017",
            "policy": ("status_quo", "tough_talk")[i % 2],
        }
        point["parameters"] = parameters
    found.provenance["command"] = "comity sweep policy=status_quo,tough_talk replicates=24"
    found.provenance["software"] = {"version": "1", "commit": "abc123", "law": "def456"}
    return found
