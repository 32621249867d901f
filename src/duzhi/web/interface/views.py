"""数据接口: how programs read the house, written from the same declaration that answers them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.http.response import HttpResponseBase
from django.urls import reverse

from duzhi.web.answers import render
from duzhi.web.interface.http import API
from duzhi.web.screen import Screen
from duzhi.web.stamp import kept

STATUSES = {
    "200": "正常",
    "401": "没有登录，或令牌无效、到期、已吊销",
    "403": "没有查看权限，或不在数据范围内",
    "404": "没有这个代码、编号或地址",
    "405": "接口只读，只接受 GET",
    "422": "参数不符合说明",
    "429": "同一地址的无效令牌过多，暂停受理 15 分钟",
    "500": "系统故障；凭 request_id 可查日志",
}
_TYPES = {"string": "文本", "integer": "整数", "number": "数", "boolean": "真假", "null": "空"}


class Parameter(NamedTuple):
    """A part of a query."""

    name: str
    kind: str
    needed: bool
    told: str


class Field(NamedTuple):
    """A field of an answer."""

    name: str
    kind: str
    told: str


class Endpoint(NamedTuple):
    """An address as the page shows it."""

    path: str
    title: str
    told: str
    parameters: list[Parameter]
    shape: str
    fields: list[Field]
    example: str


class Chapter(NamedTuple):
    """Endpoints of one kind."""

    title: str
    endpoints: list[Endpoint]


_EXAMPLES = {
    "/figures": "?on=2023-06-30&q=税收&limit=20",
    "/figures/{code}": "F13/?on=2023-06-30",
    "/ledger/entries": "?account=spending.general&start=2023-06-01&end=2023-07-01&agency=126001",
    "/ledger/balances": "?account=cash.treasury&on=2023-06-30",
    "/ledger/turnover": "?account=revenue.general&start=2023-01-01&end=2023-07-01&by=subject",
    "/units": "?q=教育",
}


def docs(screen: Screen) -> HttpResponseBase:
    """Every address with its parameters, answers and an example."""
    schema = kept("interface_schema", (0, 0), lambda: json.loads(json.dumps(_schema())))
    return render(
        screen,
        "interface/docs.html",
        chapters=list(_chapters(schema)),
        statuses=STATUSES.items(),
        root=screen.request.build_absolute_uri(_base()),
        schema_url=reverse("interface:openapi-json"),
        count=len(schema["paths"]),
    )


def _schema() -> Any:  # noqa: ANN401 OpenAPI is a tree
    return API.get_openapi_schema()


def _base() -> str:
    return reverse("interface:openapi-json").removesuffix("/openapi.json")


def _chapters(schema: Mapping[str, Any]) -> Iterator[Chapter]:
    found: dict[str, list[Endpoint]] = {}
    for path, methods in schema["paths"].items():
        told = methods["get"]
        found.setdefault(told["tags"][0], []).append(_endpoint(path, told, schema))
    for title, endpoints in found.items():
        yield Chapter(title, endpoints)


def _endpoint(path: str, told: Mapping[str, Any], schema: Mapping[str, Any]) -> Endpoint:
    short = path.removeprefix(_base())
    answer = told["responses"]["200"]["content"]["application/json"]["schema"]
    shape = _name(answer)
    fields = schema["components"]["schemas"].get(shape, {}).get("properties", {})
    example = _EXAMPLES.get(short, "")
    address = short.replace("{code}", "").replace("{number}", "199948") + example.replace("/?", "?")
    return Endpoint(
        path=short,
        title=told["summary"],
        told=told["description"],
        parameters=[_parameter(one) for one in told.get("parameters", [])],
        shape=shape,
        fields=[
            Field(name, _kind(one), one.get("description", "")) for name, one in fields.items()
        ],
        example=address,
    )


def _parameter(one: Mapping[str, Any]) -> Parameter:
    schema = one["schema"]
    told = one.get("description") or schema.get("description", "")
    return Parameter(one["name"], _kind(schema), bool(one["required"]), told)


def _kind(schema: Mapping[str, Any]) -> str:
    """The kind of a value in words."""
    if "$ref" in schema:
        return _name(schema)
    if "anyOf" in schema:
        return "或".join(dict.fromkeys(_kind(one) for one in schema["anyOf"]))
    if schema.get("type") == "array":
        return f"{_kind(schema['items'])} 的列表"
    if "enum" in schema:
        return "、".join(str(one) or "（空）" for one in schema["enum"])
    if schema.get("format") in {"date", "date-time"}:
        return "日期" if schema["format"] == "date" else "时刻"
    return _TYPES.get(schema.get("type", ""), "")


def _name(schema: Mapping[str, Any]) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]
