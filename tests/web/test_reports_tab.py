"""The Reports tab in a real browser, over a scripted assistant and changes that a test lets go on step by step."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest
from scripted import HOSTILE, Scripted
from served import serving_site, site

from corpus.warnings import Loss, ReportWarning
from errors import AskError
from index.progress import Progress, Stage


class Unreadable(AskError):
    ja = "「{name}」は読めません。保存し直してください。"
    en = "“{name}” cannot be read. Save it again."


class Shelf(Scripted):
    """Reports that changes take away, one of them with a warning."""

    def __init__(self):
        super().__init__()
        self.gone = set()

    @property
    def reports(self):
        return tuple(report for report in super().reports if report.id not in self.gone)

    def report(self, report_id):
        warning = ReportWarning.of(Loss.PAGES_WITHOUT_TEXT, total=9, count=2, which="3, 4")
        return replace(super().report(report_id), warnings=(warning,))


class Changes:
    """Changes that wait at each step until they are let go on."""

    def __init__(self, folder, shelf):
        self.folder, self.shelf = folder, shelf
        self.go_on = threading.Semaphore(0)
        self.removed, self.back = [], 0

    def incoming(self, name):
        place = self.folder / f"in-{len(list(self.folder.iterdir()))}"
        place.mkdir(parents=True)
        return place / name

    def add(self, files, on_progress, on_refused):
        for file in files:
            on_progress(Progress(Stage.PARSE, 0, len(files), file.name))
            self.go_on.acquire(timeout=20)
            if "bad" in file.name:
                on_refused(file.name, Unreadable(name=file.name))
                continue
            on_progress(Progress(Stage.EMBED, 30, 120, file.name, (30, 120)))
            self.go_on.acquire(timeout=20)

    def remove(self, report, on_progress):
        self.removed.append(report)
        self.shelf.gone.add(report)

    def roll_back(self):
        self.back += 1

    def can_roll_back(self):
        return self.back == 0


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def changes(tmp_path, shelf):
    (tmp_path / "sent").mkdir()
    return Changes(tmp_path / "sent", shelf)


@pytest.fixture
def address(shelf, changes):
    with serving_site(site(lambda note: (shelf, ()), changes)) as address:
        yield address


def opened(open_tab, address, **options):
    tab = open_tab(address, **options)
    tab.page.wait_for_selector(".example")
    tab.page.click("#header [data-view=reports]")
    tab.page.wait_for_selector("#shelf .report")
    return tab


def send(tab, *names, content="本文"):
    tab.page.set_input_files(
        "#sending input",
        [{"name": name, "mimeType": "text/plain", "buffer": content.encode()} for name in names],
    )


def test_it_lists_what_is_indexed(open_tab, address):
    tab = opened(open_tab, address)
    first, second = tab.page.locator("#shelf .report").all_inner_texts()
    assert "特集" in first and "2025年" in first and "34 箇所" in first and "20 節" in first
    assert "ページ" not in first, "a text file knows no pages"
    assert "令和5年版" in second and "240 ページ" in second and "1,274 箇所" in second
    assert "2026-04-01" in second and "joho_r5.txt" in second
    assert not tab.page.locator("#conversation").is_visible()
    assert not tab.page.locator("#composer").is_visible()
    tab.page.click("#header [data-view=chat]")
    assert tab.page.locator("#composer").is_visible() and not tab.page.locator("#reports").is_visible()
    assert tab.faults == []


def test_it_speaks_english_to_an_english_browser(open_tab, address):
    tab = opened(open_tab, address, languages="en-US,en")
    assert "Reports in the index" in tab.text("#shelf")
    assert "1,274 passages" in tab.text("#shelf")
    assert "Choose files" in tab.text("#sending")


def test_each_file_shows_how_far_it_is_and_what_became_of_it(open_tab, address, changes):
    tab = opened(open_tab, address)
    send(tab, "港の報告.txt")
    tab.page.wait_for_selector("text=読み取っています")
    assert "いまの索引でそのまま答えます" in tab.text(".work")
    assert tab.page.locator("#shelf details.sure").count() == 0, "nothing else can be changed meanwhile"
    changes.go_on.release()
    tab.page.wait_for_selector("text=検索できる形にしています 30 / 120")
    bar = tab.page.locator(".files progress")
    assert bar.get_attribute("value") == "30" and bar.get_attribute("max") == "120"
    send(tab, "bad.txt", "三つ目.txt")
    tab.page.wait_for_selector(".files li.later >> nth=1")
    for _ in range(4):
        changes.go_on.release()
    tab.page.wait_for_selector(".library:not([data-busy]) .files .done >> nth=1")
    files = tab.page.locator(".files li").all_inner_texts()
    assert "取り込みました" in files[0] and "取り込みました" in files[2]
    assert (
        "取り込めませんでした" in files[1] and "「bad.txt」は読めません。保存し直してください。" in files[1]
    )
    tab.page.click(".clear")
    tab.page.wait_for_selector(".files", state="detached")
    assert tab.dialogs == [] and tab.faults == []


def test_files_can_be_dropped(open_tab, address, changes):
    tab = opened(open_tab, address)
    changes.go_on.release(2)
    tab.page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["x"], "dropped.txt"));
            const zone = document.querySelector("#sending .zone");
            for (const type of ["dragover", "drop"])
                zone.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )
    tab.page.wait_for_selector(".files .done")
    assert "dropped.txt" in tab.text(".files")
    assert tab.page.url.startswith(address), "the browser did not open the file itself"


def test_a_file_that_is_too_large_is_told_where_it_was_sent(open_tab, address, monkeypatch):
    monkeypatch.setattr("web.upload.LARGEST", 0)
    tab = opened(open_tab, address)
    send(tab, "large.pdf")
    tab.page.wait_for_selector("#sending .refused")
    assert "大きすぎます" in tab.text("#sending .refused")


def test_names_and_titles_are_only_ever_text(open_tab, address, changes):
    tab = opened(open_tab, address)
    changes.go_on.release(9)
    send(tab, "<img src=x onerror=alert(1)>bad.txt")
    tab.page.wait_for_selector(".files .refused")
    tab.page.click(".outline-of >> nth=0")
    tab.page.wait_for_selector(".opened")
    assert HOSTILE in tab.page.locator(".opened").text_content()
    assert tab.page.locator("#reports img, #reports script").count() == 0
    assert tab.dialogs == [] and not any("evil" in url for url in tab.requests)


def test_an_outline_opens_and_closes_with_its_warnings(open_tab, address):
    tab = opened(open_tab, address)
    tab.page.click(".outline-of >> nth=1")
    tab.page.wait_for_selector(".report >> nth=1 >> .opened")
    assert "第1章 港" in tab.text(".opened")
    assert "9 ページのうち 2 ページ" in tab.text(".opened .warnings")
    tab.page.click(".outline-of >> nth=1")
    tab.page.wait_for_selector(".opened", state="detached")


def test_a_report_is_taken_out_only_after_a_second_word(open_tab, address, changes):
    tab = opened(open_tab, address)
    tab.page.click(".report >> nth=1 >> summary:has-text('外す')")
    assert changes.removed == []
    assert "以後の回答には引用されません" in tab.text(".sure[open]")
    tab.page.click(".sure[open] .remove")
    tab.page.wait_for_selector(".report >> nth=1", state="detached")
    assert changes.removed == ["other"]
    assert tab.page.locator("summary:has-text('外す')").count() == 0, "the last one stays"


def test_going_back_asks_first_as_well(open_tab, address, changes):
    tab = opened(open_tab, address)
    tab.page.click(".back summary")
    tab.page.click(".roll-back")
    tab.page.wait_for_selector(".back", state="detached")
    assert changes.back == 1


def test_a_phone_shows_it_all_without_scrolling_sideways(open_tab, address):
    tab = opened(open_tab, address, width=390)
    tab.page.click(".outline-of >> nth=0")
    tab.page.wait_for_selector(".opened")
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_question_goes_to_the_report_that_was_chosen(open_tab, address, shelf):
    tab = open_tab(address)
    tab.page.wait_for_selector(".example")
    tab.page.click("#scope input")
    tab.page.click("[role=option]:has-text('情報通信白書')")
    tab.ask("戦死者は何人か")
    assert shelf.scopes[-1] == "other"
    tab.page.click("#scope input")
    tab.page.click("[role=option]:has-text('すべてのレポート')")
    tab.ask("戦死者は何人か")
    assert shelf.scopes[-1] is None
    assert "（2025年）" in tab.text("#turn-2-card-1"), (
        "with several reports a card says which edition it is from"
    )


def test_with_one_report_there_is_nothing_to_choose(open_tab, address, shelf):
    shelf.gone.add("other")
    tab = open_tab(address)
    tab.page.wait_for_selector(".example")
    assert tab.page.locator("#scope").count() == 0 or not tab.page.locator("#scope").is_visible()


USERS = (("hanako", "secret"), ("taro", "word"))


@pytest.mark.parametrize(("name", "password", "admin"), [("hanako", "secret", True), ("taro", "word", False)])
def test_who_logs_in_may_ask_and_only_an_administrator_may_change(
    name, password, admin, open_tab, shelf, changes
):
    guarded = site(lambda note: (shelf, ()), changes, users=USERS, admins=("hanako",))
    with serving_site(guarded) as address:
        tab = open_tab(address, landmark="input[type=password]")
        assert tab.page.locator("#conversation, #shelf .report").count() == 0
        tab.page.locator("input").first.fill(name)
        tab.page.fill("input[type=password]", password)
        tab.page.keyboard.press("Enter")
        tab.page.wait_for_selector(".example")
        tab.ask("戦死者は何人か")
        tab.page.click("#header [data-view=reports]")
        tab.page.wait_for_selector("#shelf .report")
        assert (tab.page.locator("#sending input").count() == 1) == admin
        assert (tab.page.locator(".sure").count() > 0) == admin
        # What the page does not show, the program does not do either.
        tab.page.evaluate(
            """() => {
                const button = document.createElement("button");
                button.className = "remove";
                button.dataset.value = "other";
                document.querySelector("#shelf .library").append(button);
                button.click();
            }"""
        )
        tab.page.wait_for_timeout(1500)
        assert (changes.removed == ["other"]) == admin
