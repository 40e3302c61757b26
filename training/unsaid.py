"""Near misses as reports have them: the passage speaks of the thing, and what is asked of it is left unsaid.

Either the answer's own words give way to vague ones, or a detail is asked that no sign in the passage stands for.
Knows no data and no model.
"""

from __future__ import annotations

import re
from random import Random

from training.edits import Marked
from training.names import names, proper_names
from training.rows import topics

_DATE = re.compile(r"(?:(?:西暦|前|約|紀元前)?\d+年(?:頃|ごろ|代)?)?(?:\d+月)?(?:\d+日)?|\d+世紀")
_COUNTED = re.compile(r"(?:約|およそ|計|全)?[\d,.万億千]+([^\d\s]{1,6})")
_QUOTED = re.compile(r"[「『].+[」』]")
_VAGUE = {
    "date": ("ある年", "ある時期", "その後", "のち", "別の機会", "同じ頃"),
    "人名": ("ある人物", "関係者", "ある専門家", "責任者", "同行者"),
    "地名": ("ある都市", "国内", "別の場所", "現地", "ある地方"),
    "一般": ("ある組織", "ある団体", "別の会社", "ある機関"),
    "quoted": ("ある作品", "一つの文書", "別のもの", "ある事業"),
}
_MANY = ("多くの{}", "複数の{}", "いくつかの{}", "相当数の{}")
_PLAIN_COUNTERS = {
    "人": "人",
    "名": "人",
    "台": "車両",
    "隻": "船",
    "か国": "国",
    "カ国": "国",
    "社": "会社",
    "冊": "本",
    "校": "学校",
}

#: Signs of more than one detail, and words that ask for a time.
_MONEY = r"円|ドル|ユーロ|ポンド|フラン|マルク|[0-9]元|両"
_PEOPLE = r"[0-9一二三四五六七八九十百千万][人名]"
_WHEN = r"いつ(?:ごろ|頃)?|何年(?:ごろ|頃)?(?!間|代|生|度)"
#: A detail as it is asked, of a person (P) or of a thing or an event (T), and the sign that it is told.
_DETAILS: tuple[tuple[str, str, str], ...] = (
    ("費用はいくら", "T", rf"{_MONEY}|費|額|価格|賃"),
    ("予算額はいくら", "T", rf"{_MONEY}|費|額|価格|予算"),
    ("月給はいくら", "P", rf"{_MONEY}|給|俸|賃|報酬"),
    ("参加者は何人", "T", rf"{_PEOPLE}|人口|人数"),
    ("定員は何名", "T", rf"{_PEOPLE}|定員|人数"),
    ("年齢は何歳", "P", r"[歳才]|生まれ|誕生|年齢"),
    ("身長は何センチ", "P", r"cm|センチ|身長|メートル"),
    ("出身校はどこ", "P", r"校|学|院|塾"),
    ("出身地はどこ", "P", r"出身|生まれ|県|府|都|州|市|村|町"),
    ("階級は何", "P", r"将|佐|尉|曹|階級|兵"),
    ("配偶者は誰", "P", r"妻|夫|結婚|婚|后|妃"),
    ("面積はどれくらい", "T", r"平方|ha|ヘクタール|面積|㎡|km2|m2|広さ|坪"),
    ("重さは何キロ", "T", r"kg|トン|グラム|重|キロ|[0-9]g|[0-9]t"),
    ("全長は何メートル", "T", r"メートル|[0-9]m|km|センチ|cm|長さ|全長|距離|延長"),
    ("最高速度はどれくらい", "T", r"速|ノット|時速|km/h|マッハ"),
    ("期間は何年間", "T", r"年間|期間|か月|ヶ月|カ月|週間|日間|まで"),
    ("始まった時刻は何時", "T", r"[0-9]時|時刻|午前|午後|正午|[0-9]分"),
    ("所要時間は何時間", "T", r"時間|分間|[0-9]分|日間"),
    ("会場はどこ", "T", r"市|町|村|県|都|府|州|館|場|国|ホール|会場"),
    ("担当者の氏名は", "T", r"氏|さん|監督|長|者|員|家"),
    ("製造元はどこ", "T", r"社|会社|製|メーカー|工場|造"),
    ("割合は何パーセント", "T", r"%|パーセント|割|分の|率"),
    ("順位は何位", "T", r"[0-9一二三四五六七八九十]位|首位|最[大高多小低]|番目|優勝|番"),
    ("回数は何回", "T", r"[0-9一二三四五六七八九十数何]回|[0-9]度|毎"),
    ("番号は第何号", "T", r"号|番"),
    ("曜日は何曜日", "T", r"曜"),
    ("色は何色", "T", r"色|[赤青白黒緑黄紫]"),
    ("主催者は誰", "T", r"主催|開催|会|協|団"),
    ("目的は何", "T", r"目的|ため|よう|べく|的|向け"),
    ("原因は何", "T", r"原因|ため|から|ので|より|よる|よっ|結果|理由|せい"),
    ("内訳は何", "T", r"うち|内訳|それぞれ|および|及び|ずつ"),
    ("型式は何", "T", r"型|式|モデル|機種|[A-Z]"),
    ("最高高度は何メートル", "T", r"メートル|[0-9]m|km|高度|標高|海抜"),
    ("参加した国は何か国", "T", r"[かカヶケ]国|国々|各国|諸国|両国"),
    ("有効期間は何年", "T", r"年間|期間|期限|満了|か年"),
    ("署名したのは誰", "T", r"署名|調印|締結|氏|大統領|首相"),
    ("議題は何", "T", r"議題|議論|協議|話し合|討議|テーマ"),
    ("合計はいくつ", "T", r"計|合わせ|総数|全[0-9部て]|[0-9]"),
    ("前年からの増減はどれくらい", "T", r"増|減|前年|比べ|上回|下回|伸び"),
    ("乗っていた車の車種は何", "P", r"車|乗|運転"),
    ("同行者は誰", "P", r"同行|とともに|と共に|一緒|随行|連れ"),
    ("当時の役職は何", "P", r"長|大臣|役|職|官|員|相|監督|社長|代表"),
)
#: How often two details are asked for at once.
_TWO = 0.2
_TRAILS_OFF = re.compile(r"[ぁ-ん]$|^(?:この|その|これ|それ|あの)")
_ENDS = (
    "ですか。",
    "ですか？",
    "でしたか？",
    "か",
    "か。",
    "か教えてください。",
    "なのか知りたい",
    "？",
    "でしょうか。",
)
#: Words in a question that a closer detail may be asked in the place of, the detail, and the sign that it is told.
_FINER: tuple[tuple[str, str, str], ...] = (
    (_WHEN, "何月何日", r"月|日"),
    (rf"{_WHEN}|何月何日", "何時何分", r"時|分|午前|午後"),
    (rf"{_WHEN}|何月何日", "何曜日", r"曜"),
    (r"誰(?=が|に|と|を)|だれ(?=が|に|と|を)", "何人", r"[0-9一二三四五六七八九十百千万数][人名]"),
    (r"いつ(?!から|まで|ごろ|頃)に?", "何歳のときに", r"歳|才|生"),
    (r"何人", "何世帯", r"世帯|戸|家"),
    (r"何人", "何パーセント", r"%|パーセント|割|分の|率"),
    (r"何台|何隻|何機|何両", "何人", _PEOPLE),
)  # fmt: skip


def _both(one: str, other: str) -> str:
    """費用はいくら and 会場はどこ as 費用と会場は."""
    return f"{one.partition('は')[0]}と{other.partition('は')[0]}は"


def made_vague(marked: Marked, rng: Random) -> Marked | None:
    """The text with vague words in the answer's place; None where there are none of its kind, or it stands twice."""
    words = _vague(marked.answer, rng)
    if marked.span is None or words is None:
        return None
    start, end = marked.span
    rest = marked.text[:start] + words + marked.text[end:]
    return None if marked.answer in rest else Marked(rest, None)


def _vague(answer: str, rng: Random) -> str | None:
    if answer and _DATE.fullmatch(answer):
        return rng.choice(_VAGUE["date"])
    counted = _COUNTED.fullmatch(answer)
    if counted:
        plain = _PLAIN_COUNTERS.get(counted[1])
        return rng.choice(_MANY).format(plain) if plain else None
    if _QUOTED.fullmatch(answer):
        return rng.choice(_VAGUE["quoted"])
    whole = [name for name in proper_names(answer) if name.text == answer]
    return rng.choice(_VAGUE[whole[0].kind]) if whole and whole[0].kind in _VAGUE else None


def ask_finer(question: str, marked: Marked, rng: Random) -> str | None:
    """The question for a closer detail than its own, of which the passage shows no sign."""
    able = [
        (found, asked)
        for words, asked, sign in _FINER
        if (found := re.search(words, question)) and not re.search(sign, marked.text)
    ]
    if not able:
        return None
    found, asked = rng.choice(able)
    return question[: found.start()] + asked + question[found.end() :]


def ask_detail(marked: Marked, title: str, rng: Random) -> str | None:
    """A question for a detail of somebody or something the passage speaks of, which shows no sign of it."""
    people: list[str] = [
        name.text for name in names(marked.text) if name.kind == "人名" and len(name.text) > 2
    ]
    told = [topic for topic in topics(marked.text) if not _TRAILS_OFF.search(topic)]
    things: list[str] = [title, *told, *re.findall(r"[「『]([^」』]{3,20})[」』]", marked.text)]
    about = [(who, "P") for who in people] + [(what, "T") for what in things if what not in people]
    rng.shuffle(about)
    for what, kind in about:
        able = [ask for ask, of, sign in _DETAILS if of == kind and not re.search(sign, marked.text + what)]
        if able:
            ask = rng.choice(able)
            if rng.random() < _TWO and len(able) > 1:
                ask = _both(*rng.sample(able, 2))
            return what + "の" + (ask + "？" if ask.endswith("は") else ask + rng.choice(_ENDS))
    return None
