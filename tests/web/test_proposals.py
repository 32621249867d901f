"""二上二下 through the pages: the unit asks within its figure, the budget office approves."""

import re

import pytest

from tests.web.conftest import SCOPE

pytestmark = pytest.mark.django_db
ONE = f"/budget/proposals/990181000/2024/1/?{SCOPE}"
LIST = f"/budget/proposals/?{SCOPE}"


def sent(client, path: str, **data: str):
    """A form filled and sent."""
    form = client.get(path).content.decode()
    token = re.search(r'name="_once" value="([^"]+)"', form)
    assert token, form[-400:]
    return client.post(path, {**data, "_once": token[1]})


def test_a_unit_asks_again_within_its_figure_and_the_budget_office_approves(reader):
    unit, office = reader("caiwu"), reader("hejing")
    assert "1 个单位三保未安排足" in office.get(LIST).content.decode()
    assert "在控制数内二上申报" in unit.get(f"/todos/?{SCOPE}").content.decode()
    short = sent(unit, ONE, needs="201 148 4200 12 1", other_fen="2600000")
    assert short.status_code == 422
    assert "201 需求 7459200.00 元，只安排 1.00 元；请补足" in short.content.decode()
    assert "201 148 4200 12 1" in short.content.decode(), "what was typed stays"
    needs = "201 148 4200 12\n205 148 980 12\n301 148 9000 1"
    over = sent(unit, ONE, needs=needs, other_fen="2600000")
    assert "多 231680.00 元；请压减其他支出" in over.content.decode()
    assert sent(unit, ONE, needs=needs, other_fen="2300000").status_code == 302
    assert "等待办理" in unit.get(ONE).content.decode()
    assert sent(office, ONE, answer="通过").status_code == 302
    assert "这份申报已经办结" in unit.get(ONE).content.decode()
    assert "均已安排足" in office.get(LIST).content.decode()


def test_a_unit_asks_for_itself_only_and_names_its_items(reader):
    unit, new = reader("caiwu"), f"/budget/proposals/new/?{SCOPE}"
    page = unit.get(new).content.decode()
    assert "126001" in page
    assert "205001" not in page
    wrong = sent(unit, new, agency="126001", needs="201 148", other_fen="1")
    assert "第 1 行应为：项目编码 人数 标准 月数 安排" in wrong.content.decode()
    again = sent(unit, new, agency="126001", needs="201 148 4200 12", other_fen="1")
    assert "已经申报2024年预算" in again.content.decode()


def test_another_unit_does_not_see_it(reader):
    assert reader("qiaoxiang").get(ONE).status_code in {403, 404}
