from scripted import NoWords, abstention, reply

from web.session import KEPT, Session


def test_a_conversation_grows_by_answers():
    first = Session().asking("一").answered(reply("一"))
    second = first.asking("二")
    assert second.pending and not first.pending
    assert [turn.question for turn in second.turns] == ["一", "二"]
    assert first.history == (("一", reply("一").text),)
    assert second.history == first.history, "a question under work is no history yet"
    assert second.answered(abstention("二")).history[1] == ("二", "レポートには書かれていません。")


def test_a_turn_without_an_answer_makes_way_for_the_next():
    session = Session().asking("一").answered(reply("一")).asking("").failed(NoWords())
    assert not session.pending
    assert len(session.turns) == 2
    after = session.asking("三")
    assert [turn.question for turn in after.turns] == ["一", "三"]
    assert [turn.number for turn in after.turns] == [1, 3], (
        "numbers are ids on the page and are not used twice"
    )


def test_the_oldest_turns_are_let_go():
    session = Session()
    for number in range(KEPT + 5):
        session = session.asking(str(number)).answered(reply(str(number)))
    assert len(session.turns) == KEPT
    assert session.turns[0].question == "5"
    assert session.asked == KEPT + 5
