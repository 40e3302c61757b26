"""A served page and a real browser to look at it with."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
from urllib.parse import urlsplit

import pytest
from served import serving

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
def serve():
    """`serve(prepare)` gives the address of a page that lives until the test ends."""
    with contextlib.ExitStack() as stack:
        yield lambda prepare: stack.enter_context(serving(prepare))


@pytest.fixture(scope="session")
def browser():
    path = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if path is None:
        _without_browser("no chromium on this machine (Debian, Ubuntu: apt-get install chromium)")
    if importlib.util.find_spec("playwright") is None:
        _without_browser("no playwright in this environment (pip install playwright)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


def _without_browser(reason):
    pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)


class Tab:
    """One browser page with what a test asks of it again and again. Each has a session of its own.

    `requests` is every address asked for, by the page, its frames, its workers or through a web socket.
    """

    def __init__(self, context, address: str, landmark: str = "#header .bar") -> None:
        self.page = context.new_page()
        self.dialogs, self.requests, self.faults = [], [], []
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        context.on("request", lambda request: self.requests.append(request.url))
        self.page.on("websocket", lambda socket: self.requests.append(socket.url))
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.set_default_timeout(15_000)
        self.page.goto(address)
        self.page.wait_for_selector(landmark)

    @property
    def hosts(self) -> set[str | None]:
        """The machines that were asked for something."""
        return {urlsplit(url).hostname for url in self.requests if not url.startswith(("data:", "blob:"))}

    def type(self, question: str) -> None:
        self.page.wait_for_selector("#question textarea:enabled")
        self.page.fill("#question textarea", question)

    def ask(self, question: str) -> None:
        """Send `question` with Enter and wait for what comes of it."""
        last = self.page.evaluate("document.querySelector('.turn:last-child')?.id ?? ''")
        self.type(question)
        self.page.press("#question textarea", "Enter")
        self.page.wait_for_selector(f".turn:last-child:not([id='{last}']) .reply:not(.busy)")

    def text(self, selector: str) -> str:
        return self.page.locator(selector).last.inner_text()

    def in_view(self, selector: str) -> bool:
        """Whether the element's top lies in the window, not under the bar, once scrolling has ended."""
        place = "e => { const b = e.getBoundingClientRect(); return b.top }"
        element = self.page.locator(selector)
        before, top = None, element.evaluate(place)
        while before != top:
            self.page.wait_for_timeout(120)
            before, top = top, element.evaluate(place)
        bar = self.page.locator("#header").bounding_box()["height"]
        return element.is_visible() and bar - 1 <= top <= self.page.viewport_size["height"] - 60


@pytest.fixture
def open_tab(browser):
    """`open_tab(address, ...)` opens a page as a new visitor would."""
    contexts = []

    def opening(address, languages="ja,en;q=0.5", width=1280, height=900, landmark="#header .bar", **more):
        context = browser.new_context(
            viewport={"width": width, "height": height},
            locale=languages.partition(",")[0],
            extra_http_headers={"Accept-Language": languages},
            reduced_motion="reduce",
            **more,
        )
        contexts.append(context)
        return Tab(context, address, landmark)

    yield opening
    for context in contexts:
        context.close()
