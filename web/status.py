"""How far the reports are from being ready, as HTML; and which of them were left out.

Knows nothing of Gradio or of how reports are made ready.
"""

from __future__ import annotations

from math import ceil

from errors import AskError, Language, shown
from index.progress import Stage
from web.markup import plain
from web.report_words import report_words
from web.states import Failed, Indexing, Model, Ready, State
from web.words import Words, words_in


def header_html(language: Language) -> str:
    """The bar across the top of the page. Tells the script the page's language and title."""
    words = words_in(language)
    return (
        f'<div class="bar" data-language="{words.language}" data-title="{plain(words.title)}">'
        f'<span class="name"><span class="seal" aria-hidden="true">問</span>'
        f'<span class="said">{plain(words.title)}</span></span>{_tabs(language)}'
        f'<button type="button" class="restart">{plain(words.restart)}</button></div>'
        f'<p class="lost" role="alert">{plain(words.lost)}</p>'
    )


def _tabs(language: Language) -> str:
    words = report_words(language)
    tabs = "".join(
        f'<button type="button" role="tab" data-view="{view}" aria-selected="false">{plain(name)}</button>'
        for view, name in (("chat", words.chat), ("reports", words.reports))
    )
    return f'<div class="tabs" role="tablist">{tabs}</div>'


def status_html(state: State, language: Language) -> str:
    """What stands between the visitor and asking; empty once nothing does."""
    words = words_in(language)
    if isinstance(state, Ready):
        return _refused(state, words)
    if isinstance(state, Failed):
        return _failed(state.error, words)
    return _preparing(state if isinstance(state, Indexing) else None, words)


def model_html(model: Model | None, language: Language) -> str:
    """The line that says by whom answers are worded; empty before that is known."""
    if model is None:
        return ""
    words = words_in(language)
    kind, text = "ready", words.model_ready
    if model.none:
        kind, text = "none", words.model_none
    elif model.loading:
        kind, text = "loading", words.model_loading
    elif model.problem is not None:
        kind, text = "failed", model.problem.say(language)
    return f'<p class="model {kind}" role="status">{plain(text)}</p>'


def _preparing(work: Indexing | None, words: Words) -> str:
    now = work.progress.stage if work else Stage.MODEL
    stages = list(Stage)
    steps = "".join(_step(stage, stages.index(stage) - stages.index(now), words) for stage in stages)
    return (
        f'<div class="status" role="status"><h2>{plain(words.preparing)}</h2>'
        f'<p>{plain(words.preparing_more)}</p><ol class="steps">{steps}</ol>'
        f"{_bar(work, words)}</div>"
    )


def _step(stage: Stage, distance: int, words: Words) -> str:
    kind = "done" if distance < 0 else "now" if distance == 0 else "later"
    here = ' aria-current="step"' if distance == 0 else ""
    return f'<li class="{kind}"{here}>{plain(words.stages[stage])}</li>'


def _bar(work: Indexing | None, words: Words) -> str:
    label = f'aria-label="{plain(words.preparing)}"'
    if work is None or work.progress.stage not in words.counts:
        return f'<progress {label}></progress><p class="count" aria-hidden="true"></p>'
    progress = work.progress
    count = words.counts[progress.stage].format(done=progress.done, total=progress.total)
    # The counts change many times a second; a screen reader gets the stages and the bar instead.
    return (
        f'<progress {label} max="{progress.total}" value="{progress.done}"></progress>'
        f'<p class="count" aria-hidden="true"><span>{plain(count)}</span>'
        f"<span>{plain(_left(work.seconds_left, words))}</span></p>"
    )


def _left(seconds: float | None, words: Words) -> str:
    if seconds is None:
        return ""
    if seconds > 90:
        return words.minutes_left.format(count=ceil(seconds / 60))
    return words.seconds_left.format(count=max(5, 5 * ceil(seconds / 5)))


def _failed(error: AskError, words: Words) -> str:
    return (
        f'<div class="status failed" role="alert"><h2>{plain(words.failed)}</h2>'
        f"<p>{plain(error.say(words.language))}</p>"
        f'<button type="button" class="retry">{plain(words.retry)}</button></div>'
    )


def _refused(state: Ready, words: Words) -> str:
    if not state.refused:
        return ""
    names = words.between.join(shown(report.name) for report in state.refused)
    reports = "".join(
        f"<li><b>{plain(report.name)}</b><span>{plain(report.error.say(words.language))}</span></li>"
        for report in state.refused
    )
    return (
        f'<details class="status refused" role="status"><summary>{plain(words.refused)} '
        f"<b>{plain(shown(names))}</b></summary><ul>{reports}</ul></details>"
    )
