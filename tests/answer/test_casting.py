"""Whose doing it is, told again in another language."""

import pytest

from answer.casting import is_recast, subject

SENT = "フランスは、ドイツに部隊を派遣した。"
ARRIVED = "8月中旬までに約200人がフランスに到着"


@pytest.mark.parametrize(
    ("clause", "language", "country"),
    [
        ("France sent troops to Germany.", "en", "FR"),
        ("In August, France sent troops to Germany.", "en", "FR"),
        ("From France, troops went to Germany.", "en", None),
        ("French troops were sent to Germany.", "en", None),
        ("About 200 people arrived in France.", "en", None),
        ("프랑스는 독일에 부대를 보냈다.", "ko", "FR"),
        ("독일에 프랑스가 부대를 보냈다.", "ko", "FR"),
        ("法国向德国派遣了部队。", "zh", "FR"),
        ("从法国向德国派遣了部队。", "zh", None),
    ],
)
def test_the_subject_is_told_by_its_place_or_particle(clause, language, country):
    assert subject(clause, language) == country


@pytest.mark.parametrize(
    ("country", "cited", "recast"),
    [("FR", SENT, False), ("DE", SENT, True), ("FR", ARRIVED, True), ("US", SENT, False)],
)
def test_who_only_receives_does_not_do_it(country, cited, recast):
    assert is_recast(country, cited) is recast
