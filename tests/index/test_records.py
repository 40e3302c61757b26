"""Reports and passages as files of a generation: what is written is what is read."""

from dataclasses import replace

from corpus.reader import parse_text
from corpus.report import Page, Report
from corpus.warnings import Loss, ReportWarning
from index.chunk import chunk_report
from index.records import load_chunks, load_report, save_chunks, save_reports

TEXT = (
    "港湾年報\n\n1 保守\n\n灯台の保守は各地の事務所が担い、点検の結果は毎年春に公表される。\n\f"
    "2 人員\n\n局は計画を見直し、その分の人手を点検に充てることを決めた。\n\f\f3 予算\n\n費用は国と町で分担する。\n"
)


def report() -> Report:
    return parse_text("nenpo.txt", TEXT.encode())


def test_a_report_is_read_as_it_was_written(tmp_path):
    losses = (ReportWarning.of(Loss.PAGES_WITHOUT_TEXT, count=1, total=4, which="3"),)
    written = replace(report(), warnings=losses)
    save_reports([written], tmp_path)
    assert load_report(tmp_path, "nenpo") == written


def test_passages_are_read_as_they_were_written_with_their_pages(tmp_path):
    chunks = chunk_report(report())
    save_chunks(chunks, tmp_path)
    assert load_chunks(tmp_path) == chunks
    assert [(chunk.section[-1], chunk.page, chunk.pages) for chunk in chunks] == [
        ("港湾年報", 1, (1,)),
        ("1 保守", 1, (1,)),
        ("2 人員", 2, (2,)),
        ("3 予算", 4, (4,)),
    ]


def test_form_feeds_part_pages_and_an_empty_page_counts():
    made = report()
    assert made.page_count == 4
    page = made.page_at(made.text.index("費用は"))
    assert page == Page(made.text.index("3 予算"), 4)
    assert [p.number for p in made.pages_of(0, len(made.text))] == [1, 2, 4]
    assert parse_text("a.txt", TEXT.replace("\f", "").encode()).page_at(0) is None
