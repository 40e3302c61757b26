"""The Reports tab as HTML: what is indexed, what is under way, what was refused, and a report's outline.

Knows nothing of Gradio or of how changes are made. All text of reports and files goes through `markup.plain`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from corpus.report import Report, Section
from errors import Language
from index.manifest import IndexedReport
from web.library import FileWork, Work
from web.markup import japanese, plain
from web.report_words import ReportWords, report_words
from web.upload import LARGEST
from web.words import words_in

#: What a browser offers to choose from; what is sent is judged by its content.
_ACCEPT = ".pdf,.docx,.docm,.html,.htm,.xhtml,.txt,.text,.md,.markdown"
#: Deepest level of an outline that is shown: below it stand tables and lists.
_DEEPEST = 6


def sending_html(language: Language, may_change: bool) -> str:
    """Where files are dropped, and where the script lists those on their way here."""
    words = report_words(language)
    if not may_change:
        return f'<p class="readers">{plain(words.readers_only)}</p>'
    return (
        f'<section class="drop" aria-label="{plain(words.add)}"><h2>{plain(words.add)}</h2>'
        f'<label class="zone"><input type="file" multiple accept="{_ACCEPT}">'
        f'<span class="wide">{plain(words.drop)}</span>'
        f'<span class="choose">{plain(words.choose)}</span></label>'
        f'<p class="limits">{plain(words.limits.format(limit=LARGEST))}</p>'
        f'<ul class="sending" data-sending="{plain(words.sending)}" data-failed="{plain(words.not_sent)}" '
        f'data-lost="{plain(words_in(language).lost)}"></ul></section>'
    )


def shelf_html(
    reports: Sequence[IndexedReport] | None,
    work: Work,
    language: Language,
    *,
    may_change: bool,
    can_roll_back: bool,
    opened: Report | None = None,
) -> str:
    """What is under way and what is indexed; `opened` is the report whose outline is shown."""
    words = report_words(language)
    if reports is None:
        listed = f'<p class="none">{plain(words.preparing)}</p>'
    else:
        change = may_change and not work.busy
        cards = "".join(
            _card(report, words, change, len(reports) > 1, opened, language)
            for report in sorted(reports, key=lambda r: (-(r.year or 0), r.title))
        )
        back = _back(words) if change and can_roll_back else ""
        listed = f'<ul class="shelf">{cards}</ul>{back}'
    busy = ' data-busy="1"' if work.busy else ""
    return (
        f'<div class="library"{busy}>{_work(work, words, language)}'
        f"<h2>{plain(words.heading)}</h2>{listed}</div>"
    )


def _work(work: Work, words: ReportWords, language: Language) -> str:
    problem = ""
    if work.problem is not None:
        problem = (
            f'<div class="problem" role="alert"><b>{plain(words.problem)}</b>'
            f"<p>{plain(work.problem.say(language))}</p></div>"
        )
    if not work.files and not work.busy:
        return problem
    files = "".join(_file(file, words, language) for file in work.files)
    stage = ""
    if work.busy and not work.files:
        label = words.stages[work.stage] if work.stage else words.waiting
        stage = f'<progress aria-label="{plain(label)}"></progress><p class="stage">{plain(label)}</p>'
    heading = words.going_on if work.busy else words.results
    clear = "" if work.busy else f'<button type="button" class="clear">{plain(words.clear)}</button>'
    return (
        f'{problem}<section class="work" role="status"><header><h2>{plain(heading)}</h2>{clear}</header>'
        f'{stage}<ul class="files">{files}</ul></section>'
    )


def _file(file: FileWork, words: ReportWords, language: Language) -> str:
    if file.error is not None:
        kind, label = "refused", words.refused
        more = f"<p>{plain(file.error.say(language))}</p>"
    elif file.finished:
        kind, label, more = "done", words.finished, ""
    else:
        kind = "now" if file.stage else "later"
        label = words.stages[file.stage] if file.stage else words.waiting
        count = f' max="{file.total}" value="{file.done}"' if file.total else ""
        more = f'<progress aria-label="{plain(file.name)}"{count}></progress>' if file.stage else ""
        label += f" {file.done:,} / {file.total:,}" if file.total else ""
    return (
        f'<li class="{kind}"><b{japanese(file.name)}>{plain(file.name)}</b>'
        f'<span class="stage">{plain(label)}</span>{more}</li>'
    )


def _card(
    report: IndexedReport,
    words: ReportWords,
    change: bool,
    several: bool,
    opened: Report | None,
    language: Language,
) -> str:
    is_open = opened is not None and opened.id == report.id
    label = words.close_outline if is_open else words.outline
    buttons = (
        f'<button type="button" class="outline-of" aria-expanded="{str(is_open).lower()}" '
        f'data-value="{plain("" if is_open else report.id)}">{plain(label)}</button>'
    )
    if change and several:
        buttons += _remove(report, words)
    # A space, not a margin: where the line breaks before the edition, nothing of it is left to indent that.
    edition = f'&ensp;<span class="edition">{plain(report.edition)}</span>' if report.edition else ""
    inside = _opened(opened, words, language) if opened is not None and is_open else ""
    return (
        f'<li class="report" data-report="{plain(report.id)}"><h3{japanese(report.title)}>'
        f"{plain(report.title)}{edition}</h3>"
        f'<p class="facts">{_facts(report, words)}</p>'
        f'<div class="actions">{buttons}</div>{inside}</li>'
    )


def _facts(report: IndexedReport, words: ReportWords) -> str:
    facts = [] if report.pages is None else [words.pages.format(count=report.pages)]
    facts += [words.sections.format(count=report.sections), words.passages.format(count=report.passages)]
    facts += [words.indexed.format(when=_local(report.indexed))] if report.indexed else []
    facts.append(words.file.format(name=report.name))
    if report.warnings:
        facts.append(words.warnings.format(count=report.warnings))
    return "".join(f"<span>{plain(fact)}</span>" for fact in facts)


def _local(moment: str) -> str:
    """A moment as the clock of this machine shows it, to the minute."""
    return datetime.fromisoformat(moment).astimezone().strftime("%Y-%m-%d %H:%M")


def _remove(report: IndexedReport, words: ReportWords) -> str:
    sure = words.remove_sure.format(title=report.label)
    return (
        f'<details class="sure"><summary>{plain(words.remove)}</summary><div><p>{plain(sure)}</p>'
        f'<button type="button" class="remove" data-value="{plain(report.id)}">{plain(words.remove_yes)}</button>'
        f"</div></details>"
    )


def _back(words: ReportWords) -> str:
    return (
        f'<details class="sure back"><summary>{plain(words.back)}</summary><div><p>{plain(words.back_sure)}</p>'
        f'<button type="button" class="roll-back">{plain(words.back_yes)}</button></div></details>'
    )


def _opened(report: Report, words: ReportWords, language: Language) -> str:
    warnings = "".join(f"<li>{plain(warning.say(language))}</li>" for warning in report.warnings)
    if warnings:
        label = plain(words.warnings.format(count=len(report.warnings)))
        warnings = f'<div class="warnings"><b>{label}</b><ul>{warnings}</ul></div>'
    return f'<div class="opened" lang="ja">{warnings}{_tree(report, None, words, 1)}</div>'


def _tree(report: Report, parent: int | None, words: ReportWords, depth: int) -> str:
    """The sections below `parent` as nested lists, closed below the first two levels."""
    children = _children(report)
    return _level(report, children, parent, words, depth)


def _children(report: Report) -> dict[int | None, list[int]]:
    children: dict[int | None, list[int]] = {}
    for number, section in enumerate(report.sections):
        children.setdefault(section.parent, []).append(number)
    return children


def _level(
    report: Report, children: dict[int | None, list[int]], parent: int | None, words: ReportWords, depth: int
) -> str:
    items = []
    for number in children.get(parent, []):
        name = _named(report, report.sections[number], words)
        below = _level(report, children, number, words, depth + 1) if depth < _DEEPEST else ""
        opened = " open" if depth < 2 else ""
        items.append(
            f"<li><details{opened}><summary>{name}</summary>{below}</details></li>"
            if below
            else f"<li><p>{name}</p></li>"
        )
    return f'<ul class="outline">{"".join(items)}</ul>' if items else ""


def _named(report: Report, section: Section, words: ReportWords) -> str:
    page = report.page_at(section.start)
    at = f" <small>{plain(words.page.format(page=page.shown))}</small>" if page else ""
    return f"<span>{plain(section.title)}</span>{at}"
