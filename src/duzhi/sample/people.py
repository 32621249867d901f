"""Demo users of the fictional county: one for each kind of desk, with the password they all share.

They exist only beside invented data; the names belong to nobody.
"""

from dataclasses import dataclass

from duzhi.sample.facts import REGION

DEMO_WORD = "qinglan-2023"
"""The password of every demo user, printed by `make demo`."""


@dataclass(frozen=True, slots=True)
class Person:
    """A demo user: role, and the scope it is held in."""

    username: str
    name: str
    office: str
    role: str
    duty: str
    region: str = REGION
    agency: str = ""


PEOPLE = (
    Person("zhouming", "周明远", "局领导", "director", "局长：晨览、定稿"),
    Person("wufang", "吴方", "局领导", "deputy_director", "分管局长：晨览、定稿"),
    Person("hejing", "何静", "预算股", "budget", "预算股：预算、导入预算表"),
    Person("chenmo", "陈默", "预算股", "budget", "预算股：审核下达指标"),
    Person("liwenjing", "李文静", "国库股", "treasury", "国库股：导入国库、支付、库款文件"),
    Person("zhaoqiming", "赵启明", "收入股", "revenue", "收入股：收入进度、乡镇、对账"),
    Person("zhangjian", "章简", "国库股", "chief_accountant", "总会计：科目余额核对"),
    Person("hanli", "韩立", "债务股", "debt", "债务股：填报数据"),
    Person("tangyue", "唐悦", "债务股", "debt", "债务股：审核填报数据"),
    Person("sunlu", "孙璐", "办公室", "writer", "办公室文稿：起草半年报告"),
    Person("jiandu", "简督", "监督股", "supervision", "监督股：疑点认定、问询单、预警规则"),
    Person("dingyi", "丁仪", "机关党委", "party", "机关党委：填报党建数字"),
    Person("caiwu", "蔡吾", "", "unit_maker", "预算单位经办：只看本单位", agency="126001"),
    Person("yanshen", "严审", "", "unit_checker", "预算单位审核：只看本单位", agency="126001"),
    Person("jiaowen", "焦雯", "教科文股", "education", "教科文股：会签归口的专款支付申请"),
    Person("chushen", "楚申", "国库支付中心", "payment_center", "国库支付中心：初审、批次"),
    Person("fuhe", "傅和", "国库支付中心", "payment_center", "国库支付中心：复核、批次"),
    Person("chaigu", "柴谷", "采购办", "procurement", "采购办：登记采购合同"),
    Person("wenban", "文伴", "办公室", "general_office", "办公室：登记请示和批示"),
    Person("qiaoxiang", "乔乡", "", "township", "乡镇财政所：只看本乡镇", region=REGION + "005"),
    Person("guanli", "管理", "", "sysadmin", "系统管理员：人员与权限，无业务权限", region=""),
    Person("shenji", "沈纪", "", "audit", "审计取数：只读，导出审计数据包"),
)
"""Enough to walk every road."""
