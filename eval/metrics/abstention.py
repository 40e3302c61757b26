"""Whether the program abstains where the report is silent, and only there.

The positive class is abstaining: the right thing on an unanswerable question (the unanswerables of SQuAD 2.0,
Rajpurkar et al. 2018). Each function gives one question's part in the mean that carries its name.
"""

from __future__ import annotations


def precision(*, answerable: bool, abstained: bool) -> float | None:
    """Of the questions abstained on, the share that is unanswerable."""
    return float(not answerable) if abstained else None


def recall(*, answerable: bool, abstained: bool) -> float | None:
    """Of the unanswerable questions, the share abstained on."""
    return None if answerable else float(abstained)


def false_refusal(*, answerable: bool, abstained: bool) -> float | None:
    """Of the answerable questions, the share abstained on."""
    return float(abstained) if answerable else None
