"""Reads HTML: headings, paragraphs, lists and tables of the page's own content. Knows tags, not sections.

What a page has around its content (navigation, scripts, footers, lists of links within it) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from corpus.draft import Draft, DraftLine, Role, draft_of
from corpus.errors import FileDamaged, MarkupSuspicious, ReportEmpty
from corpus.formats.html_inline import Inline, inline
from corpus.formats.html_tables import is_data, table_cells
from corpus.formats.text import decoded
from corpus.lines import figure_label, is_sentence
from corpus.tables import guessed_header, table_lines

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"<\?xml[^>]+encoding\s*=\s*[\"']([\w.:-]+)")
_PROLOGUE = re.compile(r"\A\ufeff?\s*<\?xml[^>]*\?>")
_DROPPED = {
    *("script", "style", "noscript", "template", "nav", "head", "svg", "canvas", "iframe", "object", "form"),
    *("button", "select", "input", "textarea", "video", "audio", "map", "dialog"),
}
#: Roles of what stands around the content (WAI-ARIA landmarks).
_ROLES = {"navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "doc-toc"}
#: Names that sites give to what stands around the content.
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:(?:g|global|local|site|side|foot|head|page)?-?(?:nav|navi|menu)|breadcrumbs?|topic-?path|pan-?kuzu|side-?bar"
    r"|footer|site-?header|sns|share|skip(?:link)?|page-?top|toc|table-of-contents|mokuji|pager|pagination)(?:$|[\s_-])",
    re.IGNORECASE,
)
#: Names of what stands beside navigation: has-sidebar.
_BESIDE = re.compile(r"(?:has|with|without|no|is|under|after)[-_]", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {
    *("address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "header", "hgroup", "hr", "html", "legend", "li", "main"),
    *("ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", *_HEADINGS),
}  # fmt: skip
#: A title after which a page's <title> names its site.
_SITE = re.compile(r"\s*(?:[|｜]|\s[-–—:：]\s|：).*$")
#: Lines at least this long are prose even where they end without 。.
_PROSE = 80
_FEWEST_LINKS = 3
#: Navigation holds fewer sentences than this.
_SENTENCES = 3


def draft(name: str, data: bytes) -> Draft:
    """The draft of a page. Raises EncodingUnreadable, ReportEmpty, TextNotProse, MarkupSuspicious, FileDamaged."""
    source = decoded(name, data, _declared(data))
    if re.search(r"<!ENTITY", source[:100_000], re.IGNORECASE):
        raise MarkupSuspicious(name=name)
    root = _parsed(name, _PROLOGUE.sub("", source))
    reader = _Reader(_own_heading(root))
    reader.read(_content(root))
    if not reader.lines:
        raise ReportEmpty(name=name)
    return draft_of(reader.lines, title=_title(root))


def _declared(data: bytes) -> str | None:
    """The encoding that the page names."""
    match = _CHARSET.search(data[:4096]) or _XML_ENCODING.search(data[:200])
    return match.group(1).decode("ascii", "replace") if match else None


def _parsed(name: str, source: str) -> html.HtmlElement:
    parser = html.HTMLParser(recover=True, remove_comments=True, remove_pis=True, no_network=True)
    try:
        root = html.document_fromstring(source, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ReportEmpty(name=name) from error
    # libxml2 stops where elements nest, or one text grows, beyond measure, and keeps what came before.
    if any("depth" in entry.message.lower() or "huge" in entry.message.lower() for entry in parser.error_log):
        raise MarkupSuspicious(name=name)
    if root is None:
        raise FileDamaged(name=name, reason="HTML")
    return root


def _content(root: html.HtmlElement) -> html.HtmlElement:
    """The element that holds the page's own content: <main> or the only <article>, else the body."""
    for path in ("//main", "//*[@role='main']", "//article"):
        found = root.xpath(path)
        if len(found) == 1 and len(found[0].text_content().strip()) > 200:
            return found[0]
    body = root.find("body")
    return root if body is None else body


def _own_heading(root: html.HtmlElement) -> html.HtmlElement | None:
    """The only h1, which is the report's title."""
    found = [
        h
        for h in root.iter("h1")
        if h.text_content().strip() and not any(map(_is_dropped, h.iterancestors()))
    ]
    return found[0] if len(found) == 1 else None


def _title(root: html.HtmlElement) -> str | None:
    text = " ".join((root.findtext(".//title") or "").split())
    return _SITE.sub("", text) or text or None


def _is_dropped(element: html.HtmlElement) -> bool:
    """Whether the element stands around the content or is not shown."""
    if not isinstance(element.tag, str) or element.tag in _DROPPED:
        return True
    if (
        element.get("role") in _ROLES
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
    ):
        return True
    if _HIDDEN.search(element.get("style") or ""):
        return True
    if element.tag == "footer" and element.getparent() is not None and element.getparent().tag == "body":
        return True
    names = f"{element.get('id') or ''} {element.get('class') or ''}".split()
    around = any(_AROUND.search(name) and not _BESIDE.match(name) for name in names)
    return around and element.tag in _BLOCKS - {"body", "html"} and not _is_prose(element)


def _is_prose(element: html.HtmlElement) -> bool:
    """Whether the element holds sentences that are no links, whatever it is called."""
    linked = sum(len(a.text_content()) for a in element.iter("a"))
    text = element.text_content()
    return text.count("。") >= _SENTENCES and linked < len(text) / 2


def _is_link_list(element: html.HtmlElement) -> bool:
    """Whether the list is nothing but links to places on this page: its table of contents."""
    items = element.findall(".//li")
    links = [a for a in element.iter("a") if (a.get("href") or "").startswith("#")]
    shown = "".join(element.text_content().split())
    return len(items) >= _FEWEST_LINKS and "".join("".join(a.text_content().split()) for a in links) == shown


@dataclass
class _Reader:
    """Goes through the content and writes its lines."""

    own_heading: html.HtmlElement | None
    lines: list[DraftLine] = field(default_factory=list)
    groups: int = 0

    def read(self, element: html.HtmlElement, group: int | None = None) -> None:
        """Writes what the element holds: runs of text and inline elements as lines, blocks each by its kind."""
        run = Inline()
        run.add(element.text)
        for child in element:
            if isinstance(child.tag, str) and not _is_dropped(child):
                if child.tag in _BLOCKS or _holds_blocks(child):
                    self._flush(run, element, group)
                    run = Inline()
                    self._block(child, group)
                else:
                    inline(child, run, _is_dropped)
            run.add(child.tail)
        self._flush(run, element, group)

    def _block(self, element: html.HtmlElement, group: int | None) -> None:
        tag = element.tag
        if tag in _HEADINGS:
            self._heading(element)
        elif tag in ("ul", "ol"):
            if not _is_link_list(element):
                self._list(element, group)
        elif tag == "table":
            self._table(element)
        elif tag in ("figcaption", "caption", "legend"):
            self._caption(element)
        else:
            self.read(element, group)

    def _heading(self, element: html.HtmlElement) -> None:
        run = Inline()
        inline(element, run, _is_dropped)
        text, readings = run.joined()
        if not text:
            return
        if element is self.own_heading and not self.lines:
            self.lines.append(DraftLine(text, Role.TITLE, readings=readings))
            return
        size = 7.0 - _HEADINGS[element.tag]
        self.lines.append(DraftLine(text, Role.HEADING, size=size, ranked=True, readings=readings))

    def _list(self, element: html.HtmlElement, group: int | None) -> None:
        """The items of a list; those of a list within it are of the same one."""
        if group is None:
            self.groups += 1
            group = self.groups
        for item, mark in _items(element):
            before = len(self.lines)
            self.read(item, group)
            if mark and len(self.lines) > before:
                first = self.lines[before]
                moved = tuple((a + len(mark), b + len(mark), r) for a, b, r in first.readings)
                self.lines[before] = DraftLine(
                    mark + first.text, first.role, group=first.group, readings=moved
                )

    def _table(self, element: html.HtmlElement) -> None:
        if not is_data(element):
            self.read(element)
            return
        caption = element.find("caption")
        if caption is not None:
            self._caption(caption)
        cells = table_cells(element, _is_dropped)
        self.groups += 1
        marked = any(cell.header for cell in cells if cell.row == 0)
        self.lines += table_lines(cells, self.groups, header_rows=None if marked else guessed_header(cells))

    def _caption(self, element: html.HtmlElement) -> None:
        run = Inline()
        inline(element, run, _is_dropped)
        text, readings = run.joined()
        if text:
            labels = element.tag == "caption" or figure_label(text)
            self.lines.append(DraftLine(text, Role.FIGURE if labels else Role.CAPTION, readings=readings))

    def _flush(self, run: Inline, element: html.HtmlElement, group: int | None) -> None:
        for text, readings in run.lines():
            role = None
            if group is not None and element.tag == "li":
                role = Role.ITEM
            elif is_sentence(text) or len(text) >= _PROSE:
                role = Role.TEXT
            self.lines.append(
                DraftLine(text, role, group=group if role is Role.ITEM else None, readings=readings)
            )


def _holds_blocks(element: html.HtmlElement) -> bool:
    """Whether an inline element has blocks in it, as links around whole boxes do."""
    return any(isinstance(child.tag, str) and child.tag in _BLOCKS for child in element.iterdescendants())


def _items(element: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """The list's items, each with the number a reader sees before it; none before a bulleted one."""
    number = _whole(element.get("start"), 1)
    for item in element:
        if item.tag != "li" or _is_dropped(item):
            continue
        number = _whole(item.get("value"), number)
        yield (
            item,
            f"{number}. " if element.tag == "ol" and "none" not in (element.get("style") or "") else "",
        )
        number += 1


def _whole(value: str | None, default: int) -> int:
    text = (value or "").strip()
    return int(text) if text.isdecimal() and len(text) < 7 else default
