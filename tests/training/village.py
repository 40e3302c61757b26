"""A made-up village's chronicle in JaQuAD's form, small enough to check by hand."""

import json

ARTICLES = {
    "白浜村": [
        (
            "白浜村は1904年に灯台を建てた。建設の費用は3万円であった。初代の守り手は山田太郎である。",
            [("白浜村が灯台を建てたのは何年ですか?", "1904年"), ("初代の守り手は誰ですか?", "山田太郎")],
        ),
        (
            "白浜村の港には毎年200隻の船が入る。漁師の数は45人である。冬には北海道からも船が来る。",
            [("白浜村の港に毎年入る船は何隻ですか?", "200隻"), ("漁師の数は何人ですか?", "45人")],
        ),
    ],
    "黒岩町": [
        (
            "黒岩町は1921年に図書館を開いた。蔵書は5000冊である。館長は鈴木花子が務めた。",
            [("黒岩町が図書館を開いたのは何年ですか?", "1921年"), ("館長は誰が務めましたか?", "鈴木花子")],
        ),
        (
            "黒岩町の祭りは毎年8月に開かれる。山車は12台ある。大阪から見物に来る人も多い。",
            [("黒岩町の祭りは何月に開かれますか?", "8月"), ("山車は何台ありますか?", "12台")],
        ),
    ],
}


def data(articles=ARTICLES):
    """The articles as JaQuAD's files have them."""

    def asked(text, question, answer, number):
        start = text.index(answer)
        return {
            "question": question,
            "id": f"tr-{number}",
            "answers": [{"text": answer, "answer_start": start, "answer_type": "Object"}],
            "question_type": "Syntactic variation",
        }

    return {
        "version": "made up",
        "data": [
            {
                "title": title,
                "paragraphs": [
                    {
                        "context": text,
                        "qas": [asked(text, q, a, f"{title}-{n}-{k}") for k, (q, a) in enumerate(pairs)],
                    }
                    for n, (text, pairs) in enumerate(paragraphs)
                ],
            }
            for title, paragraphs in articles.items()
        ],
    }


def write(folder, part="train", content=None):
    """Writes the data as the one file of a part; gives the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(data() if content is None else content, ensure_ascii=False)
    (folder / f"jaquad_{part}_0000.json").write_text(text, encoding="utf-8")
    return folder
