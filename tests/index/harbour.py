"""Made-up reports of a harbour and a library, in the marks real ones use: sections, a list, a table, ruby, widths."""

from __future__ import annotations

from pathlib import Path

HARBOUR = """\
港町の年次報告

1 海上交通の動向

^{さくらい・たろう}桜井太郎港長は、２０２４年の入港船が１万2,000隻に達したと発表した。前年に比べ、貨物船の入港が目立って増えた。

霧による視界不良のため、秋には欠航が相次いだ。

2 観光と催し

灯台の一般公開は、春と秋の2回実施された。来場者は百人を超え、半数は市外からの観光客であった。

公開された施設

- ・白浜灯台（4月に公開）
- ・岬の観測所
- ・旧税関倉庫

主な出来事

4/11\t白浜灯台の修繕が完了し、記念式典を開催
10/1\t新しい連絡船「かもめ」が就航
12/5\t防波堤の延長工事に着手

（港湾局作成）
"""

LIBRARY = """\
町立図書館の報告

1 蔵書の状況

蔵書は令和6年に5万冊となり、児童書の割合は三割に達した。寄贈された郷土資料は、地下の書庫に収められている。

2 利用者の声

開館時間の延長を求める意見が最も多く寄せられた。職員は、夜間の開館を試験的に始める方針を示した。
"""


def write(folder: Path, **texts: str | bytes) -> Path:
    """Writes each text as NAME.txt into `folder`, which is made."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder
