"""The commented file from which a new scenario is written."""

from __future__ import annotations

import re

from model.errors import UserError
from model.instruments import PARTNER_ACTS, SENDER_INSTRUMENTS
from scenarios.problems import statement

_TEXT = """\
# A scenario: what governments do, and when. Check it with: comity scenarios check {name}.yaml
# Every number says where it comes from, in one of two ways:
#   {{value: 0.6, sourced: KEY, where: "table 2"}}              KEY is listed under sources
#   {{value: 0.6, assumed: [0.4, 0.8], why: "one phrase"}}      the range is what a sweep visits
# Months are written 2017-01.

id: {name}  # the name of this file without .yaml
title: Harsh words towards Mexico
summary: >-
  Say in one to three sentences what happens and why it is worth a run.
period: 2015-2016
seed_points: []       # points of the project's brief that it shows, 1 to 7
does_not_cover: >-
  Say what a reader might expect here and will not find.
sources: []           # for instance: - {{key: pew2017, why: "goodwill before and after"}}

# Instead of the whole, a scenario may change another one. Then write only what differs:
# based_on: baseline_2016
# without: [event_of_the_base]      # and `key: null` removes a key of the base

world: default        # a file of scenarios/worlds/
start: 2015-01        # the first month
months: 48            # the length of the horizon
policy: status_quo    # what senders do beyond the events below; or by sender: {{USA: tough_talk}}
# strategies: {{VEN: nationalist}}    # how partners behave, where it differs from the world

# Where the period began otherwise than the world describes it:
# dyads: {{MEX: {{trust: {{value: 0.6, assumed: [0.4, 0.8], why: "..."}}}}}}
# governments: {{MEX: {{nationalism: {{value: 0.6, assumed: [0.4, 0.8], why: "..."}}}}}}
# links: {{"USA.DEA>MEX.*": {{access: {{value: 0.6, assumed: [0.4, 0.8], why: "..."}}}}}}
# parameters: {{trust.down_per_month: {{value: 0.3, assumed: [0.1, 0.5], why: "..."}}}}
# leaders:
#   new: {{government: MEX, at: 2018-12, ideology: {{value: 0, assumed: [-0.3, 0.3], why: "..."}}}}

# Each event has a name of your choice; `toward` is a government, a list, or all; `until` is the
# last month (or end), and without it the event lasts one month; `every_months: 12` repeats it.
# Senders:  {senders}
# Partners: {acts}
events:
  words:
    by: USA
    toward: MEX
    instrument: words
    at: 2016-01
    until: 2016-06
    intensity: {{value: 0.5, assumed: [0.2, 0.8], why: "an example"}}
    note: "what it was, for a reader"
"""


def template(name: str) -> str:
    """Return the text of a new scenario file that passes the check as it is.

    Parameters
    ----------
    name : str
        The id of the scenario: small letters, digits and underscores.

    Raises
    ------
    UserError
        When the id cannot be the name of a file on every system.
    """
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,79}", name):
        allowed = "small letters, digits and underscores, a letter first"
        advice = "For instance: harsh_words_2016."
        raise UserError(
            statement("id", name, "cannot name a file", allowed, "the command line", advice)
        )
    return _TEXT.format(
        name=name,
        senders=_wrapped([item.name for item in SENDER_INSTRUMENTS]),
        acts=_wrapped([item.name for item in PARTNER_ACTS]),
    )


def _wrapped(names: list[str], width: int = 84) -> str:
    """Return names in lines of a comment, those after the first indented."""
    lines = [""]
    for name in names:
        if len(lines[-1]) + len(name) > width:
            lines.append("")
        lines[-1] += f" {name}" if lines[-1] else name
    return "\n#           ".join(lines)
