"""Finds in a text what could be exchanged for another of its kind: names, years and dates, numbers, roles.

By Sudachi's parts of speech and a list of words that stand for opposite or neighbouring things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random

from corpus.morphology import morphemes

#: Words of one row ask for different things in the same sentence.
_ROLES = """
監督 脚本 主演 原作 作曲 作詞 編曲 撮影 製作
首相 大統領 外相 国王 皇帝 議長 市長 知事
父 母 祖父 祖母 兄 弟 姉 妹 妻 夫 息子 娘 叔父
長男 次男 三男 長女 次女
最大 最小
最初 最後
最も多い 最も少ない
最も高い 最も低い
増加 減少
上昇 下落
開始 終了
設立 解散
創刊 廃刊
開業 廃業
就任 辞任
入学 卒業
結婚 離婚
生まれ 亡くなっ
出生 死亡
誕生 死去
輸出 輸入
男性 女性
北部 南部 東部 西部
北側 南側 東側 西側
陸軍 海軍 空軍
人口 面積 標高 降水量
長さ 高さ 幅 重さ 深さ
身長 体重 年齢
負傷 死亡 行方不明
攻撃 防御 撤退
建設 解体
勝利 敗北
優勝 準優勝
賛成 反対
原因 目的 結果 対策
前半 後半
春 夏 秋 冬
午前 午後
国内 国外
収入 支出
利点 欠点
予算 決算
発売 発表 発見 発明
訪問 招待
""".split("\n")
_ROLE_ROWS = tuple(tuple(row.split()) for row in _ROLES if row.strip())
_DATE = re.compile(r"\d{1,4}(?:年代|世紀|年|月|日)")
_NUMBER = re.compile(r"\d[\d,.]*(?=[^\d,.年月日世])|[一二三四五六七八九十]{1,3}(?=[人つ番回代世冊])")
_ARABIC_UNIT = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Name:
    """Words at `[start, end)` of a text, and their kind: `人名`, `地名`, `一般`, `date`, `number` or `role`."""

    kind: str
    text: str
    start: int
    end: int


@dataclass
class Pool:
    """Names by kind, to draw others from."""

    by_kind: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Iterable[str]) -> Pool:
        """The proper names in the texts, repeats kept."""
        pool = cls()
        for text in texts:
            for name in proper_names(text):
                pool.by_kind.setdefault(name.kind, []).append(name.text)
        return pool


def names(text: str) -> list[Name]:
    """Everything exchangeable in `text`, in order; of two that overlap the one found first."""
    found: list[Name] = []
    for name in (*_dates(text), *_numbers(text), *proper_names(text), *_roles(text)):
        if all(name.end <= other.start or other.end <= name.start for other in found):
            found.append(name)
    return sorted(found, key=lambda name: name.start)


def proper_names(text: str) -> list[Name]:
    """Runs of proper nouns, by the kind of the first: a surname and a first name are one name."""
    found: list[Name] = []
    for m in morphemes(text):
        part, kind, detail = m.part_of_speech()[:3]
        if part != "名詞" or kind != "固有名詞":
            continue
        if found and found[-1].end == m.begin() and found[-1].kind == detail:
            last = found.pop()
            found.append(Name(detail, text[last.start : m.end()], last.start, m.end()))
        else:
            found.append(Name(detail, m.surface(), m.begin(), m.end()))
    return [name for name in found if len(name.text) > 1]


def other(name: Name, pools: Iterable[Pool], absent_from: str, rng: Random) -> str | None:
    """Another of the same kind that does not stand in `absent_from`, from the first pool that has one."""
    if name.kind == "date" or name.kind == "number":
        tries = [_shifted(name.text, rng) for _ in range(4)]
    elif name.kind == "role":
        row = next(row for row in _ROLE_ROWS if name.text in row)
        tries = rng.sample(row, len(row))
    else:
        tries = []
        for pool in pools:
            known = pool.by_kind.get(name.kind, [])
            tries += [rng.choice(known) for _ in range(8) if known]
    fresh = (t for t in tries if t not in absent_from and t not in name.text and name.text not in t)
    return next(fresh, None)


def _dates(text: str) -> list[Name]:
    return [Name("date", m.group(), m.start(), m.end()) for m in _DATE.finditer(text)]


def _numbers(text: str) -> list[Name]:
    return [Name("number", m.group(), m.start(), m.end()) for m in _NUMBER.finditer(text)]


def _roles(text: str) -> list[Name]:
    found: list[Name] = []
    for word in {word for row in _ROLE_ROWS for word in row}:
        if len(word) > 1:
            found += [Name("role", word, m.start(), m.end()) for m in re.finditer(re.escape(word), text)]
    single = {m.begin(): m.surface() for m in morphemes(text) if len(m.surface()) == 1}
    words = {word for row in _ROLE_ROWS for word in row if len(word) == 1}
    found += [Name("role", word, at, at + 1) for at, word in single.items() if word in words]
    return sorted(found, key=lambda name: (-len(name.text), name.start))


def _shifted(text: str, rng: Random) -> str:
    """A number or date near the one given: a year up to thirty years off, a month another month."""
    if not _ARABIC_UNIT.search(text):
        return "".join(rng.choice("二三四五六七八九") for _ in text)

    def near(match: re.Match[str]) -> str:
        value = int(match.group())
        if text.endswith("月"):
            return str(rng.randint(1, 12))
        if text.endswith("日"):
            return str(rng.randint(1, 28))
        reach = 30 if value > 999 else max(3, value // 2)
        return str(abs(value + rng.choice((-1, 1)) * rng.randint(1, reach)))

    return _ARABIC_UNIT.sub(near, text, count=1)
