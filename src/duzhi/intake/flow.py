"""States of an uploaded file and which verbs lead where; the words are the ones people read."""

from duzhi.kernel.flow import Flow

RECEIVED, CHECKING, READY, RETURNED = "已收到", "预检中", "可入账", "须退回"
IMPORTING, IMPORTED, GIVEN_UP, FAILED = "入账中", "已入账", "已放弃", "失败"
BUSY = frozenset({CHECKING, IMPORTING})
OVER = frozenset({IMPORTED, GIVEN_UP})

DECLARE, CHECK, PASS, RETURN, BRING_IN = "改说明", "预检", "通过", "退回", "入账"
STAND, GIVE_UP, FAIL = "入账完成", "放弃", "中断"

_WAITING = {DECLARE: RECEIVED, CHECK: CHECKING, GIVE_UP: GIVEN_UP}

UPLOAD = Flow(
    "上传文件",
    RECEIVED,
    {
        RECEIVED: _WAITING,
        CHECKING: {PASS: READY, RETURN: RETURNED, STAND: IMPORTED, FAIL: FAILED},
        READY: {**_WAITING, BRING_IN: IMPORTING},
        RETURNED: _WAITING,
        IMPORTING: {STAND: IMPORTED, RETURN: RETURNED, FAIL: FAILED},
        FAILED: {**_WAITING, BRING_IN: IMPORTING},
        IMPORTED: {},
        GIVEN_UP: {},
    },
)
STATES = UPLOAD.states()
