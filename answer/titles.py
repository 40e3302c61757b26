"""The offices a text names, in Japanese, English, Korean or Chinese: whether a translation made a minister of a president.

A table of the offices that reports name often; one that is not in it is not looked for. Knows no report.
"""

from __future__ import annotations

import re

#: Of each office: how it is written. A longer one is found before one within it (国防相 before 国防).
_OFFICES = {
    "foreign": "外相|外務大臣|外務相|外交部長|外務省|国務長官|foreign (?:minister|secretary)|minister (?:of|for) foreign affairs|secretary of state"
    "|외무장관|외무상|외교부장|외교장관|국무장관|외상|外长|外交部长|国务卿",
    "defence": "国防相|国防大臣|防衛大臣|防衛相|国防長官|国防部長|国防次官|defen[cs]e minister|minister of defen[cs]e|defen[cs]e secretary|secretary of defen[cs]e"
    "|국방장관|국방상|국방부장|国防部长|防长|国防部副部长",
    "premier": "首相|総理|prime minister|premier|총리|수상|总理",
    "president": "大統領|主席|president|대통령|주석|总统",
    "governor": "知事|governor|지사|知事|省长|州长",
    "mayor": "市長|町長|村長|区長|mayor|시장(?=은|이|는|의)|市长",
    "general secretary": "総書記|書記長|general secretary|secretary[- ]general|事務総長|총서기|총비서|사무총장|总书记|秘书长",
}
_PATTERNS = {office: re.compile(pattern, re.IGNORECASE) for office, pattern in _OFFICES.items()}


def offices(text: str) -> frozenset[str]:
    """The offices that the text names."""
    return frozenset(office for office, pattern in _PATTERNS.items() if pattern.search(text))
