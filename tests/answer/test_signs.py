"""What in a text shows that it could answer what is wanted."""

import pytest

from answer.question import Want
from answer.signs import unmet


@pytest.mark.parametrize(
    ("want", "text"),
    [
        (Want.NUMBER, "45人が参加した"),
        (Want.NUMBER, "三割を占めた"),
        (Want.DATE, "令和6年に始まった"),
        (Want.DATE, "2/3\t節分祭"),
        (Want.DAY, "4月1日に増便した"),
        (Want.REASON, "霧が出たため欠航した"),
        (Want.PERSON, "松本が発表した"),
        (Want.PERSON, "担当の大臣が述べた"),
        (Want.PLACE, "大阪で開かれた"),
    ],
)
def test_a_sign_is_there(want, text):
    assert unmet({want}, text) == 0


@pytest.mark.parametrize(
    ("want", "text"),
    [
        (Want.NUMBER, "船が増えた"),
        (Want.NUMBER, "一部の住民"),
        (Want.DATE, "45人が参加した"),
        (Want.DAY, "4月に増便した"),
        (Want.REASON, "船が欠航した"),
        (Want.PERSON, "真珠貝を育てた"),
        (Want.PLACE, "真珠貝を育てた"),
    ],
)
def test_a_sign_is_missing(want, text):
    assert unmet({want}, text) == 1


def test_it_is_the_share_of_what_is_wanted():
    wants = {Want.NUMBER, Want.DATE, Want.DAY, Want.REASON}
    assert unmet(wants, "10月に68便が欠航した") == 1 / 2
    assert unmet(wants, "風のため10月に68便が欠航した") == 1 / 4


def test_what_has_no_sign_is_not_counted():
    assert unmet({Want.LIST, Want.COMPARISON}, "船") == 0
    assert unmet({Want.LIST, Want.NUMBER}, "船") == 1
    assert unmet((), "船") == 0
