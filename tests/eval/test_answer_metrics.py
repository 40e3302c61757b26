from __future__ import annotations

from eval.metrics import answers

NUGGETS = [["100人", "百人"], ["1,000人"], ["12月"]]


def test_share_of_nuggets_by_any_of_their_alternatives() -> None:
    found = answers.nuggets_found(NUGGETS, "約百人が死亡し、１０００人が負傷した。")
    assert found == (True, True, False)
    assert answers.nugget_share(found) == 2 / 3
    assert answers.fully_correct(found, forbidden=False) == 0


def test_fully_correct_needs_every_nugget_and_nothing_forbidden() -> None:
    text = "12月に投入され、100人が死亡、1000人が負傷。"
    found = answers.nuggets_found(NUGGETS, text)
    assert answers.fully_correct(found, answers.forbidden_said(["1万人"], text)) == 1
    assert answers.fully_correct(found, answers.forbidden_said(["1,000人が負傷"], text)) == 0


def test_a_citation_number_is_no_part_of_the_answer() -> None:
    assert answers.nuggets_found([["2"], ["3人"]], "死者は3人 [2][1, 2]") == (False, True)
    assert not answers.forbidden_said(["12"], "約[12]")
    assert answers.nuggets_found([["100人"]], "負傷[1]100人") == (True,)


def test_no_text_earns_nothing_and_no_nuggets_score_not_at_all() -> None:
    assert answers.nugget_share(answers.nuggets_found(NUGGETS, "")) == 0
    assert answers.fully_correct(answers.nuggets_found(NUGGETS, ""), forbidden=False) == 0
    assert answers.nugget_share(()) is None
    assert answers.fully_correct((), forbidden=False) is None
