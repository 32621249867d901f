"""Words, particles and signs typed twice, brackets and quotation marks without their partner."""

import re
from collections.abc import Iterator

from duzhi.checker.lint.remarks import remark
from duzhi.checker.records import Reading
from duzhi.checker.report import SOFT, Remark

RULE = "doubled"

LONG = r"(?!一[个件项户村人家步次点笔条])[\u4e00-\u9fff]{4,8}"
WORDS = (
    "完成 实现 达到 收入 支出 税收 非税 预算 决算 增长 下降 增加 减少 增收 减收 同比 累计 "
    "其中 上年 本年 全年 年初 年末 同期 占比 比重 比例 增幅 降幅 主要 原因 因素 影响 情况 "
    "执行 进度 任务 目标 资金 项目 债务 债券 限额 余额 基金 补助 补贴 专项 安排 拨付 下达 "
    "上解 调入 结转 结余 转移 合计 总计 共计 万元 亿元 以及 并且 由于 因此 通过 按照 进行 "
    "加强 推进 落实 开展 强化 优化 完善 提高 提升 保障 确保 积极 持续 进一步 的是 了的 "
    "问题 措施 工作 制度 管理 机制 单位 企业 群众 民生 绩效 评审 采购 资产 监督 改革 发展 "
    "建设 服务 超过 低于 高于 较上年 比上年 百分点"
)
"""Words of the field that nobody says twice on purpose, unlike 研究研究 or 逐项逐项."""
TWICE = re.compile(rf"({'|'.join(WORDS.split())}|{LONG})\1")
JOINTS = re.compile(
    r"补助资金资金|资金资金管|基金基金会|项目项目库|采购采购|管理管理局|建设建设局|发展发展改革"
)
"""Where one name ends and the next begins with the same word."""
PARTICLE = re.compile(
    r"(?<!目)的的(?!确)|(?<![温祥平谐总缓暖])和和(?![美气睦谐平])|(?<![涉普以])及及(?!时)"
    r"|(?<!不)了了(?![不解然结事却案断账债清])|(?<=\d)(?:万元元|亿元元|元元|%%|万万元|亿亿元)|百分点点|个个百分点"
)
SIGNS = re.compile(r"[,。;:、!?]{2,}")
KNOWN_SIGNS = re.compile(r"[!?]+|。{3,}|、{3,}")
LISTED = re.compile(r",,")

PAIRS = {"(": ")", "[": "]", "《": "》", "“": "”", "「": "」", "『": "』"}
NAMES = {
    "(": "左括号",
    ")": "右括号",
    "[": "左方括号",
    "]": "右方括号",
    "《": "左书名号",
    "》": "右书名号",
}
NAMES |= {
    "“": "左引号",
    "”": "右引号",
    "「": "左引号",
    "」": "右引号",
    "『": "左引号",
    "』": "右引号",
}
CLOSERS = {close: opened for opened, close in PAIRS.items()}
NUMBERING = re.compile(r"(?:^|[\s;:,。、|])(?:\d{1,2}|[a-zA-Z]|[一二三四五六七八九十]{1,3})$")
"""What may stand before a bracket that closes without opening: 1) and 一)."""
STOPS = tuple("。;:!?|")
BLOCK = 3000
"""A bracket is looked for inside a paragraph, at most so many characters."""


def find(reading: Reading) -> Iterator[Remark]:
    """What stands twice, and what stands alone."""
    yield from _words(reading)
    yield from _signs(reading)
    yield from _brackets(reading)


def _words(reading: Reading) -> Iterator[Remark]:
    text = reading.plain.text
    for found in TWICE.finditer(text):
        if not JOINTS.match(text, found.start()) and not _in_title(text, found.start()):
            yield _twice(reading, found.span(), found[1])
    for found in PARTICLE.finditer(text):
        yield _twice(reading, found.span(), _once(found[0]))


def _once(text: str) -> str:
    """的的 → 的, 万元元 → 万元."""
    return re.sub(r"(.)\1", r"\1", text)


def _twice(reading: Reading, span: tuple[int, int], once: str) -> Remark:
    printed = reading.plain.text[slice(*span)]
    text = f"“{printed}”像是重复，请删去一个“{_repeated(printed)}”"
    return remark(reading, RULE, span, SOFT, text, instead=once)


def _repeated(printed: str) -> str:
    half = len(printed) // 2
    if printed[:half] == printed[half:]:
        return printed[:half]
    found = re.search(r"(.)\1", printed)
    return found[1] if found else printed


def _in_title(text: str, place: int) -> bool:
    """Inside 《…》 a name is quoted as it was given."""
    opened, closed = (text.rfind(sign, max(0, place - 80), place) for sign in "《》")
    return opened > closed


def _signs(reading: Reading) -> Iterator[Remark]:
    text = reading.plain.text
    for found in SIGNS.finditer(text):
        if KNOWN_SIGNS.fullmatch(found[0]) or _is_list(text, found):
            continue
        printed = reading.text[reading.plain.at(found.start()) : reading.plain.end(found.end())]
        instead = "。" if "。" in printed else printed[0]
        words = f"标点“{printed}”连用，请只留“{instead}”"
        yield remark(reading, RULE, found.span(), SOFT, words, instead=instead)


def _is_list(text: str, found: re.Match[str]) -> bool:
    """Values by comma, one empty: a line of a table, not prose."""
    if not LISTED.match(found[0]):
        return False
    start = text.rfind("\n", max(0, found.start() - 200), found.start()) + 1
    end = text.find("\n", found.end(), found.end() + 200)
    line = text[start : end if end > 0 else found.end() + 200]
    return line.count(",,") > 1 or not re.search(r"[。;]", line)


def _brackets(reading: Reading) -> Iterator[Remark]:
    text = reading.plain.text
    for start, block in _blocks(text):
        opened: dict[str, list[int]] = {sign: [] for sign in PAIRS}
        for place, sign in enumerate(block):
            if sign in PAIRS:
                opened[sign].append(start + place)
            elif sign in CLOSERS and opened[CLOSERS[sign]]:
                opened[CLOSERS[sign]].pop()
            elif sign in CLOSERS and not NUMBERING.search(block[max(0, place - 4) : place]):
                yield _alone(reading, start + place, sign)
        following = text[start + len(block) : start + len(block) + 40].lstrip()[:1]
        for sign, places in opened.items():
            if sign != following:  # a quotation that goes on opens every paragraph anew
                yield from _open(reading, places, sign)


def _open(reading: Reading, places: list[int], sign: str) -> Iterator[Remark]:
    """Of two that open one after the other the second is turned round."""
    if sign == "“" and len(places) == 2:  # noqa: PLR2004
        text = "这里应是右引号，却打成了左引号，请改正"
        yield remark(reading, RULE, (places[1], places[1] + 1), SOFT, text, instead=PAIRS[sign])
        return
    for place in places:
        yield _alone(reading, place, sign)


def _blocks(text: str) -> Iterator[tuple[int, str]]:
    """Paragraphs; a line that ends without a stop goes on in the next one, as a PDF breaks it."""
    start, place = 0, 0
    for line in text.splitlines(keepends=True):
        place += len(line)
        if line.rstrip().endswith(STOPS) or not line.strip() or place - start > BLOCK:
            yield start, text[start:place]
            start = place
    yield start, text[start:]


def _alone(reading: Reading, place: int, sign: str) -> Remark:
    name, partner = NAMES[sign], NAMES[PAIRS.get(sign) or CLOSERS[sign]]
    text = f"{name}没有{partner}与它成对，请补上或删去"
    return remark(reading, RULE, (place, place + 1), SOFT, text)
