"""Search over a small real index: what is spelled otherwise than the report spells it is still found."""

import pytest


def search(index, question, count=8, report=None):
    return index.search(question, index.embedder.embed_queries([question])[0], count, report)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("入港船は何隻か", "1万2,000隻"),
        ("さくらいたろう", "桜井太郎"),
        ("サクライタロウとは誰か", "桜井太郎"),
        ("キムジョンウン", "金正恩"),
        ("きむじょんうん", "金正恩"),
        ("１２０００隻とは何か", "1万2,000隻"),
        ("１２，０００隻", "1万2,000隻"),
        ("来場者が100人を超えたのは", "百人を超え"),
        ("10月1日に何があったか", "10/1"),
        ("十月一日の出来事", "10/1"),
        ("What happened on October 1?", "10/1"),
        ("2024年の図書館の蔵書", "令和6年"),
        ("蔵書が５００００冊になった年", "5万冊"),
        ("なぜ船が欠航したのか", "霧による視界不良"),
        ("Which facilities were opened to the public?", "白浜灯台"),
        ("도서관 개관 시간을 연장해 달라는 의견", "開館時間の延長"),
        ("图书馆的藏书有多少册？", "5万冊"),
    ],
)
def test_it_is_found_among_the_first_three(question, words, harbour_index):
    hits = search(harbour_index, question, 3)
    assert any(words in hit.chunk.text for hit in hits), [hit.chunk.text for hit in hits]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("さくらいたろう", "桜井太郎"),
        ("キムジョンウン", "金正恩"),
        ("１２，０００隻", "1万2,000隻"),
        ("十月一日の出来事", "10/1"),
    ],
)
def test_spelled_otherwise_it_still_comes_first(question, words, harbour_index):
    assert words in search(harbour_index, question, 1)[0].chunk.text


def test_a_question_all_in_kana_is_read_like_the_kanji(harbour_index):
    scores = harbour_index.lexical.scores("とうだいのいっぱんこうかい")["readings"]
    assert "灯台の一般公開" in harbour_index.chunks[int(scores.argmax())].text


def test_scores_fall_and_every_passage_comes_once(harbour_index):
    hits = search(harbour_index, "灯台の公開", 100)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert sorted(hit.chunk.id for hit in hits) == sorted(chunk.id for chunk in harbour_index.chunks)
    assert search(harbour_index, "灯台の公開", 2) == hits[:2]


def test_one_report_alone(harbour_index):
    hits = search(harbour_index, "灯台の一般公開", report="library")
    assert len(hits) == 3 and {hit.chunk.report for hit in hits} == {"library"}


@pytest.mark.parametrize("question", ["灯", "…", "😀", "lorem ipsum", "9" * 2000, "あ" * 2000])
def test_any_question_is_searched(question, harbour_index):
    assert len(search(harbour_index, question)) == 8


def test_a_hit_points_into_its_reports_text(harbour_index):
    for hit in search(harbour_index, "連絡船の就航"):
        text = harbour_index.report(hit.chunk.report).text
        assert text[hit.chunk.start : hit.chunk.end] == hit.chunk.text
