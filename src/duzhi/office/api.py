"""What the rest of the house may use of the office."""

from duzhi.office.access import (
    SYSTEM,
    Reach,
    Scope,
    may,
    operator,
    require,
    roles_of,
    scope,
    scopes,
    separate,
)
from duzhi.office.jobs import cancel, enqueue, requeue_stale
from duzhi.office.models import Grant, Job, Todo, Trail, User
from duzhi.office.people import (
    create_user,
    deactivate,
    end_grant,
    grant,
    set_password,
    sign_in,
)
from duzhi.office.roles import ROLES, VERBS, Role, conflicts, who_may
from duzhi.office.running import Cancelled, Progress, job_kinds, register_jobs, run_job
from duzhi.office.todos import done, open_todos, todo
from duzhi.office.trails import last_trail, log, trail
from duzhi.office.worker import work

__all__ = [
    "ROLES",
    "SYSTEM",
    "VERBS",
    "Cancelled",
    "Grant",
    "Job",
    "Progress",
    "Reach",
    "Role",
    "Scope",
    "Todo",
    "Trail",
    "User",
    "cancel",
    "conflicts",
    "create_user",
    "deactivate",
    "done",
    "end_grant",
    "enqueue",
    "grant",
    "job_kinds",
    "last_trail",
    "log",
    "may",
    "open_todos",
    "operator",
    "register_jobs",
    "requeue_stale",
    "require",
    "roles_of",
    "run_job",
    "scope",
    "scopes",
    "separate",
    "set_password",
    "sign_in",
    "todo",
    "trail",
    "who_may",
    "work",
]
