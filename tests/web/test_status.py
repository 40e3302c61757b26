from scripted import Scripted, TooLong

from index.progress import Progress, Stage
from web.states import Failed, Indexing, Ready, Starting
from web.status import header_html, status_html


class Left:
    name = "<壊れた>.txt"
    error = TooLong(length=1)


def test_counts_and_stage_are_shown():
    html = status_html(Indexing(Progress(Stage.EMBED, 1200, 4800), 130.0), "ja")
    assert '<progress aria-label="レポートを読み込んでいます" max="4800" value="1200">' in html
    assert "1,200 / 4,800 箇所" in html and "残り約 3 分" in html
    assert '<li class="now" aria-current="step">本文を検索できる形にする</li>' in html
    assert html.count('class="done"') == 2 and html.count('class="later"') == 2


def test_a_stage_without_counts_only_moves():
    for state in (Starting(), Indexing(Progress(Stage.CHECK, 0, 1))):
        html = status_html(state, "en")
        assert "<progress" in html and "value=" not in html


def test_remaining_seconds_are_rounded_up_to_fives():
    def left(seconds):
        return status_html(Indexing(Progress(Stage.EMBED, 1, 2), seconds), "en")

    assert "about 5 s left" in left(0.2)
    assert "about 15 s left" in left(11)
    assert "about 90 s left" in left(90)
    assert "about 2 min left" in left(91)
    assert "left" not in left(None)


def test_a_failure_gives_the_errors_words_and_a_way_on():
    html = status_html(Failed(TooLong(length=7)), "ja")
    assert "質問が長すぎます（7 文字）。" in html and 'class="retry"' in html and 'role="alert"' in html


def test_reports_left_out_are_named_while_the_others_are_served():
    assert status_html(Ready(Scripted(), {}), "ja") == ""
    html = status_html(Ready(Scripted(), {}, (Left(),)), "en")
    assert "You can ask about the others." in html
    assert "&lt;壊れた&gt;.txt" in html and "<壊れた>" not in html


def test_the_bar_tells_the_page_its_language():
    assert 'data-language="en" data-title="Ask the Report"' in header_html("en")
    assert 'data-language="ja" data-title="レポートに聞く"' in header_html("ja")
