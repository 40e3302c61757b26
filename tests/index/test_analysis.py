import pytest

from index.analysis import bigrams, fold, hiragana, katakana, question_words, readings, words


def test_content_words_stay_and_grammar_goes():
    found = words("灯台の修繕が完了し、記念式典を開催した")
    assert {"灯台", "修繕", "完了", "記念", "開催"} <= set(found)
    assert not {"の", "が", "を", "、", "為る", "た"} & set(found)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("打合せ", "打ち合わせ"),
        ("Ｌｉｇｈｔｈｏｕｓｅ", "LIGHTHOUSE"),
        ("ﾐｻｲﾙ", "ミサイル"),
        ("1万2,000隻", "１２，０００隻"),
        ("10月1日", "十月一日"),
    ],
)
def test_spellings_of_one_word_are_one_term(one, other):
    assert words(one) == words(other) != []


def test_numbers_are_terms_in_one_spelling_only():
    assert words("百人") == [*words("人"), "n:100"]


def test_a_question_loses_what_it_asks_with():
    assert question_words("灯台の修繕はいつ完了したか") == question_words("灯台の修繕の完了")
    assert question_words("How many ships are in the harbour?") == ["ships", "harbour"]
    assert "何" not in question_words("何人が来場したか教えてください")


def test_pairs_of_neighbouring_characters():
    assert bigrams("灯台守") == ["灯台", "台守"]
    # A mark parts two runs; a run of one character is kept.
    assert bigrams("灯、台守") == ["灯", "台守"]
    assert bigrams("ＫＮ-25型を") == ["kn", "25", "型を"]
    assert bigrams("12,000隻") == ["12000", "隻"]
    assert bigrams("등대는 높다") == ["등대는", "높다"]
    assert bigrams("…！？") == []


def test_kana_reads_as_the_kanji_it_stands_for():
    assert (
        readings("朝鮮")
        == readings("ちょうせん")
        == readings("チョウセン")
        == ["チョ", "ョウ", "ウセ", "セン"]
    )
    assert readings("lighthouse 1904") == []


def test_either_kana_in_the_other():
    assert katakana("さくらい・たろうヴァー") == "サクライ・タロウヴァー"
    assert hiragana("サクライ・タロウとゔァー") == "さくらい・たろうとゔぁー"


def test_folding_is_for_comparing_only():
    assert fold("Ａｂ１２㍻ｶﾞ") == "ab12平成ガ"


@pytest.mark.parametrize("text", ["", " \n", "\x00", "😀" * 50, "あ" * 30_000])
def test_any_text_has_terms_or_none(text):
    for analyse in (words, question_words, bigrams, readings):
        assert all(isinstance(term, str) and term for term in analyse(text))
