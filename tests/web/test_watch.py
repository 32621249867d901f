"""What was planted in the county is found, nothing else is, and people deal with it on pages."""

import re
from collections import Counter
from datetime import UTC, date, datetime

import pytest

from duzhi.kernel.entry import Ref
from duzhi.office import api as office
from duzhi.watch import api as watch
from tests import county
from tests.web.conftest import SCOPE

START, END = date(2021, 1, 1), date(2023, 7, 1)
NOW = datetime(2023, 7, 5, 1, tzinfo=UTC)
PLANTED = {
    "PAY-01": ["2022-03"],
    "PAY-02": ["2022-09"] * 3,
    "PAY-03": ["2021-12", "2022-12"],
    "PAY-04": ["2023-03"],
    "PAY-05": ["2022-11"],
    "PAY-06": ["2023-05"],
    "PAY-07": ["2022-06", "2023-04"],
    "PAY-08": ["2022-04"],
    "PAY-09": ["2023-02"] * 2,
    "PAY-10": ["2021-08"],
    "PAY-11": ["2022-10"],
    "PAY-12": ["2021-10"],
    "PAY-13": ["2023-05"] * 2,
}
"""Months in which each rule over vouchers must speak; of a pair both vouchers are named."""
STANDING = {
    "BUD-01": ["省财社〔2023〕66号"],
    "BUD-02": ["青岚市科学技术局", "青岚市人力资源和社会保障局", "青岚市麦香乡人民政府"],
    "BUD-03": ["青岚市园林绿化中心"],
    "BUD-04": ["青岚市生态环境局", "青岚市城关街道办事处", "青岚市望川镇人民政府"],
    "BUD-05": [],
}
"""What each rule over quotas must name as of the last day: planted, but for old money and units
whose money came late (BUD-02, BUD-04), which are the county's own."""


def replayed(*codes: str) -> list[watch.Replay]:
    span = {"region": county.REGION, "start": START, "end": END}
    return watch.replay(codes, **span, by="liwenjing", at=NOW)


def test_every_planted_violation_is_found_and_nothing_else(db):
    made = {one.rule: one.samples for one in replayed(*(one.code for one in watch.rules()))}
    found = {code: [on[:7] for _, on, *_ in made[code]] for code in PLANTED}
    assert found == PLANTED
    told = {code: [_told(sample) for sample in made[code]] for code in made.keys() - PLANTED.keys()}
    assert told == STANDING


def _told(sample: list) -> str:
    """What an alert over quotas is about: the document, or the unit."""
    document, _, unit, *_ = sample
    return unit or document.rpartition("/")[2].removesuffix("#1")


def test_every_rule_reads_law_that_was_in_force_on_its_first_day(db):
    for one in watch.rules():
        assert all(watch.parameter(key, one.start) for key in one.parameters), one.code
        assert watch.sentence(one.test, one.records)


def test_the_demo_county_begins_with_rules_that_are_on_and_alerts_under_way(db):
    assert {one.state for one in watch.standings()} == {watch.ON}
    rows = watch.Alert.objects.filter(rule__in=PLANTED)
    judged = {watch.NORMAL: 1, watch.HELD: 1, watch.SENT: 1}
    raised = sum(map(len, PLANTED.values())) - len(judged)
    found = Counter(rows.values_list("state", flat=True))
    assert found == {watch.RAISED: raised, **judged}


def test_the_unit_that_was_asked_in_the_demo_county_answers(reader, db):
    alert = watch.Alert.objects.get(state=watch.SENT)
    unit = clerk(alert.agency, reader)
    assert "答复问询单" in unit.get(f"/todos/?{SCOPE}").content.decode()
    posted(
        unit,
        f"/watch/alerts/{alert.pk}/answer/",
        reply="列错了科目，应列公务接待费",
        measure="已按更正流程改列科目",
    )
    alert.refresh_from_db()
    assert alert.state == watch.ANSWERED


def test_a_rule_is_looked_at_switched_on_and_its_alert_goes_to_the_unit(reader, db):
    chief, treasury = reader("zhouming"), reader("liwenjing")
    posted(chief, "/watch/rules/PAY-01/switch/", reason="换一次参数")
    watch.Alert.objects.filter(rule="PAY-01").delete()
    replayed("PAY-01")
    page = chief.get(f"/watch/rules/PAY-01/?{SCOPE}").content.decode()
    assert "1条命中，最多的是2022年3月的1条" in page
    assert "收款的预算单位 = 单位" in page
    posted(chief, "/watch/rules/PAY-01/switch/", reason="命中属实，同意启用")
    ran = watch.run(region=county.REGION, on=END, since=START, by="liwenjing", at=NOW)
    assert {code: count for code, count in ran.raised.items() if count} == {"PAY-01": 1}
    alert = watch.Alert.objects.get(rule="PAY-01")
    one = f"/watch/alerts/{alert.pk}/"
    posted(treasury, f"{one}judge/", verb=watch.HOLD, opinion="需要单位说明")
    posted(treasury, f"{one}send/", question="请说明付款依据", due="2099-01-01")
    unit = clerk(alert.agency, reader)
    assert "请说明付款依据" in unit.get(f"{one}?{SCOPE}").content.decode()
    assert reader("caiwu").get(f"{one}?{SCOPE}").status_code == 404
    posted(unit, f"{one}answer/", reply="已改付供应商", measure="款项已收回")
    posted(chief, f"{one}review/", verb=watch.PASS, verdict="核对无误")
    posted(chief, f"{one}close/", note="整改到位")
    alert.refresh_from_db()
    assert alert.state == watch.CLOSED
    assert Ref.parse(alert.document).kind == "payments.voucher"


@pytest.mark.parametrize("address", ["/watch/", "/watch/rules/", "/watch/rules/PAY-13/"])
def test_pages_say_what_to_do_before_anything_was_found(reader, address):
    watch.Inquiry.objects.all().delete()
    for model in (watch.Alert, watch.RuleState, watch.Replay):
        model.objects.all().delete()
    page = reader("liwenjing").get(f"{address}?{SCOPE}").content.decode()
    assert "回放" in page


def clerk(agency: str, reader):
    """A clerk of the unit that is asked."""
    user = office.User.objects.create_user("danwei", name="单位")
    grant = {"region": county.REGION, "agency": agency, "start": date(2020, 1, 1)}
    office.Grant.objects.create(user=user, role="unit_maker", **grant)
    return reader("danwei")


def posted(client, path: str, **data: str) -> None:
    """A form filled and sent; the house accepts it."""
    form = client.get(f"{path}?{SCOPE}").content.decode()
    token = re.search(r'name="_once" value="([^"]+)"', form)
    assert token, form[-400:]
    answer = client.post(f"{path}?{SCOPE}", {**data, "_once": token[1]})
    assert answer.status_code == 302, answer.content.decode()[-1500:]


def test_a_replay_ends_today_at_the_latest(reader):
    address = f"/watch/rules/BUD-01/replay/?{SCOPE}"
    given = {"_once": "replay-far", "start": "2023-01-01", "end": "2099-01-01"}
    answer = reader("jiandu").post(address, given)
    assert "截止日晚于今天" in answer.content.decode()
