"""What keeps a composed sentence from being shown."""

from __future__ import annotations

from enum import StrEnum

from answer import claims


class Fault(StrEnum):
    """What keeps a sentence from being shown."""

    FRAGMENT = "fragment"
    LANGUAGE = "language"
    ORDER = "order"
    NUMBER = "number"
    NAME = "name"
    PHRASE = "phrase"
    MIXED = "mixed"
    SUPPORT = "support"
    FIGURE = "figure"
    ASSESSMENT = "assessment"
    INTENTION = "intention"
    DENIAL = "denial"
    ATTRIBUTION = "attribution"
    CAUSE = "cause"
    ROLE = "role"
    REPEATED = claims.REPEATED
