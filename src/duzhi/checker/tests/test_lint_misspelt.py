"""Is a character of a term missing, wrong or in the wrong place? And is good Chinese left alone?"""

from pathlib import Path

import pytest

from duzhi.checker.document import read
from duzhi.checker.lint import misspelt
from duzhi.checker.lint.lexicon import lexicon, terms
from duzhi.checker.report import HARD, SOFT

SEED = Path(__file__).parents[4] / "tests" / "data" / "seed-report.txt"


def found(text):
    return [(one.text, one.instead, one.severity) for one in misspelt.find(read(text))]


def test_the_three_misspelt_terms_of_the_sample_report_are_certain():
    assert found(SEED.read_text(encoding="utf-8")) == [
        ("居民医欠解", "居民医保欠解", HARD),
        ("电子化政采购", "电子化政府采购", HARD),
        ("全覆益", "全覆盖", HARD),
    ]


@pytest.mark.parametrize(
    ("text", "printed", "right"),
    [
        ("及时拔付资金3亿元。", "拔付", "拨付"),
        ("截至6月底己支付本息5亿元。", "己支付", "已支付"),
        ("发行专项债卷5亿元。", "债卷", "债券"),
        ("增殖税完成2.1亿元。", "增殖税", "增值税"),
        ("优化营商坏境。", "坏境", "环境"),
        ("扎实推进决策部属落实。", "决策部属", "决策部署"),
    ],
)
def test_forms_that_are_never_right_are_certain(text, printed, right):
    assert found(text) == [(printed, right, HARD)]


@pytest.mark.parametrize(
    ("text", "printed", "right"),
    [
        ("全市一般公预算收入完成30亿元。", "一般公预算收入", "一般公共预算收入"),
        ("政府彩购项目120项。", "政府彩购项目", "政府采购项目"),
        ("国有土使用权出让收入。", "国有土使用权出让收入", "国有土地使用权出让收入"),
        ("政性府基金支出下降。", "政性府基金支出", "政府性基金支出"),
        ("动用预算稳定调剂基金3亿元。", "动用预算稳定调剂基金", "动用预算稳定调节基金"),
        ("推进国库集支付改革。", "国库集支付改革", "国库集中支付改革"),
        ("严控隐性债物风险。", "隐性债物风险", "隐性债务风险"),
        ("完成固定资产投姿。", "固定资产投姿", "固定资产投资"),
    ],
)
def test_a_near_miss_of_a_term_is_a_question(text, printed, right):
    assert found(text) == [(printed, right, SOFT)]


@pytest.mark.parametrize(
    "text",
    [
        "行政采购与财政采购、市政采购分开管理，选拔付出多的干部。",
        "自己完成、自己支付；出行单位自己全部承担。",
        "组织干部暑期轮训，全部暑假班如期开课；下降辐射剂量，修复盖板，从地下拔出管线。",
        "立足现有，给予算力支持；破坏境内生态的，上年同其他年份比较。",
        "坚决完成省定目标，县级财政收入、镇级财政支出、村级财务分级负责。",
        "省财政厅、市财政局、区财政局、某某县财政局联合发文。",
        "税收收入、非税收入、基金收入、债务收入、专项收入分别列示。",
        "收入预算、支出预算、收支预算、部门预算、单位预算同步编制。",
        "城乡居民养老保险、城乡居民医疗保险、职工医疗保险参保率稳步提高。",
        "困难问题逐一化解，困难和问题清单销号。",
        "上划收入、上解收入、上缴收入口径不同。",
        "经济行为规范有序，经济运行平稳。",
        "政府债务额度由省级下达，政府债务余额不得超过限额。",
        "补贴等金融政策落地，补贴资金到位。",
        "全县财政工作会议、全市财税工作会议先后召开。",
        "国有资产处置收入、国有资源使用收入及时缴库。",
        "年初预算、年初预算数、全年预算数、调整预算数口径一致。",
        "地方政府债、地方政府债券、地方政府债务的提法各有含义。",
        "教育、科学、文化、卫生、体育、广播电视支出增长较快。",
        "财政收支、财政收入、财政支出、财政结余都在可控范围。",
        "镇乡财政所、街道财政所、开发区财政局人员轮岗。",
        "预算执行率、预算执行数、预算执行表逐月上报。",
        "绩效目标、绩效指标、绩效自评、绩效复评、绩效抽评全部完成。",
        "专项债券、专项债务、专项资金、专项补助、专项经费严格区分。",
        "政府采购、政府购买、政府投资、政府融资依法办理。",
        "企业所得税、个人所得税、增值税、消费税、契税、印花税入库。",
        "收支品迭后滚存结余3万元。",
        "地税局、国税局合并为税务局，征收率有所提高。",
        "扎实开展“我为群众办实事”活动，慰问老党员、困难户。",
        "做好春耕备耕、防汛抗旱、森林防火、动物防疫经费保障。",
        "甲镇、乙乡、丙街道分别完成任务的52%、48%和61%。",
        "落实增值税留抵退税、小规模纳税人减免、缓缴社保费等政策。",
        "学前教育、小学教育、初中教育、高中教育经费均有增加。",
        "资金使用单位、资金主管部门、资金监管机构各负其责。",
        "坚持以收定支、量入为出、量力而行、尽力而为。",
        "老旧小区、棚户区、城中村改造项目进展顺利。",
        "严格审核、严格把关、严格考核、严肃问责。",
        "今冬明春农田水利建设资金已筹措到位。",
        "该项目总投资、年度投资、完成投资数据来自发改部门。",
        "干部职工集中学习12次，参训256人次，撰写心得86篇。",
        "会计核算、会计监督、会计服务、会计档案管理逐步规范。",
        "土地增值税清算、土地出让金追缴、土地复垦费返还有序推进。",
        "一般债券还本、专项债券付息、外债转贷偿还如期完成。",
        "粮食风险基金、农业保险保费、耕地地力补贴足额配套。",
        "公务接待、公务用车、因公出国（境）经费只减不增。",
        "招商引资、招才引智、招大引强同步发力。",
        "全区国库集中收付、国库现金管理、国库动态监控平稳运行。",
        "民政、残联、妇联、工会、团委等单位经费按时拨付。",
        "按时还本付息，按期偿还到期债券，按月监测隐性债务。",
    ],
)
def test_good_sentences_are_left_alone(text):
    assert found(text) == []


def test_a_strange_pair_that_the_text_uses_throughout_is_a_name():
    once = "全市一般公预算收入完成30亿元。"
    assert found(once) != []
    assert found(once * 3) == []


def test_the_lexicon_is_of_the_field_and_large_enough():
    assert len(terms()) >= 1500
    assert all(len(term) >= 4 for term in terms())
    assert {"政府采购", "全覆盖", "再融资债券"} - set(terms()) == {"全覆盖"}


def test_no_form_of_the_list_stands_inside_a_term():
    inside = [(wrong, term) for wrong in misspelt.listed() for term in terms() if wrong in term]
    assert inside == []
    assert all(row.right != row.wrong and row.why for row in misspelt.listed().values())


def test_the_terms_themselves_are_no_near_misses_of_each_other():
    known = lexicon()
    hits = [(term, miss.term) for term in terms() for miss in misspelt.near_misses(term, known)]
    assert hits == []
