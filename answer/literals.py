"""What in a sentence has to stand, as it is, in what the sentence cites: its numbers, its dates, its quoted phrases.

Knows four languages' spellings and no report. Names are another module's (`names`).
"""

from __future__ import annotations

import re
import unicodedata

from index.quantities import quantities

_ENGLISH = {
    word: n
    for n, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
        seventeen eighteen nineteen""".split()
    )
} | {
    word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
_ORDINALS = {
    word: n for n, word in enumerate("third fourth fifth sixth seventh eighth ninth tenth".split(), 3)
}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "dozen": 12}
_WORD = "|".join(sorted((*_ENGLISH, *_SCALES), key=len, reverse=True))
_SPELLED = re.compile(
    rf"\b(?:{_WORD})(?:(?:[ -]| and )(?:{_WORD}))*\b(?! of\b)|\b(?:{'|'.join(_ORDINALS)})\b", re.IGNORECASE
)
#: One another, no one, at one time: no number is meant.
_NO_NUMBER = re.compile(
    r"\b(?:no one|one another|one's|one day|one of|any ?one|every ?one|some ?one|another one)\b",
    re.IGNORECASE,
)
_TWICE = {"twice": 2, "thrice": 3}
_KOREAN = {
    "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9, "열": 10, "스무": 20, "둘": 2, "셋": 3, "넷": 4,
}  # fmt: skip
_KOREAN_COUNTED = re.compile(
    rf"(?<![가-힣])({'|'.join(_KOREAN)})\s?(?=명|개|차례|번|곳|척|가지|달|살|회|건|대|발|나라|국가|사람|여단|분야|단계)"
)
_CHINESE = {c: n for n, c in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_CHINESE_COUNTED = re.compile(
    r"(?<![一二三四五六七八九十百千万第])([一二两三四五六七八九十])(?=[个次名枚艘架位条项国场座家种])"
)
#: Which part of a month or a year, in the words of four languages; after what it is a part of, or before it.
_PARTS_OF_TIME = {
    "t:early": r"上旬|月初|年初|初頭|初旬|(?<=[月年])初|\bearly(?=[ -](?:in )?[A-Z0-9])|\bbeginning of\b|(?<=[월년]) ?(?:초순|상순|초)(?![가-힣]*기)",
    "t:mid": r"中旬|半ば|\bmid(?:dle of\b|-?(?=[A-Z0-9 ]))|(?<=[월년]) ?(?:중순|중반)",
    "t:late": r"下旬|月末|年末|(?<=[月年])[末底]|\blate(?=[ -](?:in )?[A-Z0-9])|\bend of (?=[A-Z0-9]|the (?:month|year))|(?<=[월년]) ?(?:하순|말)",
}
_TIMES = {part: re.compile(pattern) for part, pattern in _PARTS_OF_TIME.items()}
_QUOTED = re.compile(r"「([^「」]+)」|『([^『』]+)』|“([^“”]+)”|《([^《》]+)》|\"([^\"]+)\"|‘([^‘’]{3,})’")
_FOLDED = re.compile(r"[\W_]+")


def numbers_and_dates(text: str) -> frozenset[str]:
    """Every number and date of the text in one spelling, those written in words too (`index.quantities`), and which
    part of a month or year is meant (`t:early`, `t:mid`, `t:late`)."""
    plain = unicodedata.normalize("NFKC", text)
    found = set(quantities(plain))
    found.update(f"n:{_KOREAN[match.group(1)]}" for match in _KOREAN_COUNTED.finditer(plain))
    found.update(f"n:{_CHINESE[match.group(1)]}" for match in _CHINESE_COUNTED.finditer(plain))
    english = _NO_NUMBER.sub(" ", plain)
    found.update(f"n:{_english(match.group())}" for match in _SPELLED.finditer(english))
    found.update(f"n:{n}" for word, n in _TWICE.items() if re.search(rf"\b{word}\b", english, re.IGNORECASE))
    found.update(part for part, pattern in _TIMES.items() if pattern.search(plain))
    return frozenset(found)


def quoted_phrases(text: str) -> tuple[str, ...]:
    """What stands between quotation marks, outermost, two characters or more."""
    phrases = (next(group for group in match.groups() if group) for match in _QUOTED.finditer(text))
    return tuple(phrase for phrase in phrases if len(phrase) >= 2)


def folded(text: str) -> str:
    """The form in which phrases are compared: NFKC, lower case, letters and digits alone."""
    return _FOLDED.sub("", unicodedata.normalize("NFKC", text).casefold())


def _english(spelling: str) -> int:
    """twenty-five → 25, two hundred → 200, five thousand two hundred → 5200."""
    total, section = 0, 0
    for word in re.findall(r"[a-z]+", spelling.lower()):
        if word in _ORDINALS:
            section += _ORDINALS[word]
        elif word in _ENGLISH:
            section += _ENGLISH[word]
        elif word in _SCALES and _SCALES[word] <= 100:
            section = (section or 1) * _SCALES[word]
        elif word in _SCALES:
            total, section = total + (section or 1) * _SCALES[word], 0
    return total + section
