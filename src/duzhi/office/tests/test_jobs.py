"""Jobs: progress, cancelling, failing, and a second chance after the worker died."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from duzhi.kernel.finding import Refused, refuse
from duzhi.office import api as office
from duzhi.office import processes, running
from duzhi.office.jobs import STALE
from duzhi.office.models import Job
from duzhi.office.running import do_job


class Clock:
    """A second passes each time somebody looks."""

    def __init__(self, at):
        self.now = at

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


@pytest.fixture
def clock(at):
    return Clock(at)


@pytest.fixture
def queue(monkeypatch, at):
    """Registers a body and queues one job of it."""
    monkeypatch.setattr(running, "_bodies", {})

    def make(body, **args):
        office.register_jobs({"试算": body})
        return office.enqueue("试算", args, by="张三", at=at)

    return make


@pytest.mark.django_db
def test_a_job_is_done_once_with_its_arguments_and_result(queue, clock):
    calls = []

    def body(progress, *, year):
        calls.append(year)
        progress(3, 10)
        return {"rows": 10, "on": timezone.localdate(clock.now)}

    job = queue(body, year=2023)
    assert (job.state, job.done) == ("排队", 0)
    office.run_job(job.pk, clock=clock)
    office.run_job(job.pk, clock=clock)
    job.refresh_from_db()
    assert calls == [2023]
    assert (job.state, job.done, job.total, job.attempts) == ("完成", 3, 10, 1)
    assert job.result == {"rows": 10, "on": "2023-07-03"}
    assert job.started_at < job.ended_at


@pytest.mark.django_db
def test_an_unknown_kind_cannot_be_queued(at):
    with pytest.raises(LookupError, match="没有登记“无此任务”这种任务"):
        office.enqueue("无此任务", {}, by="张三", at=at)


def test_a_kind_has_one_body(monkeypatch):
    monkeypatch.setattr(running, "_bodies", {})
    office.register_jobs({"甲": print})
    office.register_jobs({"甲": print})
    assert office.job_kinds() == ("甲",)
    with pytest.raises(ValueError, match="已有另一个执行函数"):
        office.register_jobs({"甲": len})


@pytest.mark.django_db(transaction=True)
def test_progress_is_written_at_most_once_a_second(queue, at, django_assert_num_queries):
    seen = []

    def body(progress):
        with django_assert_num_queries(2):
            for row in range(1000):
                progress(row, 1000)
        seen.append(Job.objects.get().done)

    job = queue(body)
    office.run_job(job.pk, clock=lambda: at)
    assert seen == [0]
    job.refresh_from_db()
    assert (job.done, job.total) == (999, 1000)


@pytest.mark.django_db(transaction=True)
def test_a_running_job_stops_at_its_next_progress_when_asked(queue, clock, at):
    def body(progress):
        progress(1, 9)
        assert office.cancel(job.pk, by="张三", at=at).state == "取消中"
        assert Job.objects.get(pk=job.pk).done == 1
        progress(2, 9)
        pytest.fail("the job went on")

    job = queue(body)
    office.run_job(job.pk, clock=clock)
    job.refresh_from_db()
    assert (job.state, job.done, job.cancel_asked) == ("已取消", 2, True)
    assert office.trail(f"office.job:{job.pk}#1").get().by == "张三"


@pytest.mark.django_db
def test_a_waiting_job_is_cancelled_at_once_and_never_runs(queue, clock, at):
    job = queue(lambda _: pytest.fail("the job ran"))
    assert office.cancel(job.pk, by="张三", at=at).state == "已取消"
    office.run_job(job.pk, clock=clock)
    with pytest.raises(Refused, match="已是“已取消”，不能取消"):
        office.cancel(job.pk, by="张三", at=at)


@pytest.mark.django_db
def test_a_refusal_ends_the_job_with_its_sentence(queue, clock):
    def body(progress):
        raise refuse("intake.bad", "收入.xlsx第7行：金额不是数字；请更正后重新导入")

    job = queue(body)
    office.run_job(job.pk, clock=clock)
    job.refresh_from_db()
    assert (job.state, job.error) == ("失败", "收入.xlsx第7行：金额不是数字；请更正后重新导入")


@pytest.mark.django_db
@pytest.mark.parametrize("body", [lambda _: 1 // 0, lambda _: object()])
def test_a_fault_of_the_program_fails_the_job_and_reaches_the_worker(queue, clock, body):
    job = queue(body)
    with pytest.raises((ZeroDivisionError, TypeError)):
        office.run_job(job.pk, clock=clock)
    job.refresh_from_db()
    assert job.state == "失败"
    assert "请把任务编号告诉系统管理员" in job.error


@pytest.mark.django_db
def test_a_body_missing_on_this_machine_is_said_plainly(queue, clock, monkeypatch):
    job = queue(lambda _: None)
    monkeypatch.setattr(running, "_bodies", {})
    office.run_job(job.pk, clock=clock)
    job.refresh_from_db()
    assert (job.state, "没有“试算”的执行程序" in job.error) == ("失败", True)


@pytest.mark.django_db
def test_a_stopped_worker_leaves_the_job_for_the_next_one(queue, clock):
    def stopped(progress):
        raise SystemExit(1)

    job = queue(stopped)
    with pytest.raises(SystemExit):
        office.run_job(job.pk, clock=clock)
    job.refresh_from_db()
    assert job.state == "进行"
    assert office.requeue_stale(clock()) == [job.pk]


def running_elsewhere(job, clock, **fields):
    Job.objects.filter(pk=job.pk).update(
        state="进行", attempts=1, worker="别的机器/7/1", heartbeat_at=clock.now, **fields
    )


@pytest.mark.django_db
def test_a_worker_elsewhere_is_dead_when_its_heartbeat_is_old(queue, clock):
    job = queue(lambda _: None)
    running_elsewhere(job, clock)
    assert office.requeue_stale(clock.now + STALE) == []
    assert office.requeue_stale(clock.now + STALE + timedelta(seconds=1)) == [job.pk]
    job.refresh_from_db()
    assert job.state == "排队"
    office.run_job(job.pk, clock=clock)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("完成", 2)


@pytest.mark.django_db
def test_a_living_worker_keeps_its_job_however_old_the_heartbeat(queue, clock):
    def body(progress):
        assert office.requeue_stale(clock.now + timedelta(days=9)) == []

    job = queue(body)
    office.run_job(job.pk, clock=clock)
    job.refresh_from_db()
    assert job.state == "完成"


@pytest.mark.django_db
def test_after_three_attempts_a_job_fails(queue, clock):
    job = queue(lambda _: None)
    running_elsewhere(job, clock)
    Job.objects.filter(pk=job.pk).update(attempts=3)
    assert office.requeue_stale(clock.now + timedelta(hours=1)) == []
    job.refresh_from_db()
    assert (job.state, "连续3次中断" in job.error) == ("失败", True)


@pytest.mark.django_db
def test_a_dead_workers_job_that_was_to_stop_is_cancelled(queue, clock):
    job = queue(lambda _: None)
    running_elsewhere(job, clock, cancel_asked=True)
    assert office.requeue_stale(clock.now + timedelta(hours=1)) == []
    job.refresh_from_db()
    assert job.state == "已取消"


@pytest.mark.django_db
def test_a_worker_that_was_taken_over_changes_nothing_any_more(queue, clock):
    def body(progress):
        Job.objects.filter(pk=job.pk).update(attempts=2, worker="别的机器/7/1")
        progress(5, 9)
        pytest.fail("two workers at once")

    job = queue(body)
    office.run_job(job.pk, clock=clock)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.done) == ("进行", 2, 0)


@pytest.mark.django_db
def test_a_queued_job_without_its_task_is_queued_again(queue, clock):
    job = queue(lambda _: None)
    late = clock.now + timedelta(hours=1)
    assert office.requeue_stale(late) == []
    Job.objects.filter(pk=job.pk).update(task="7b1f3c1e-0000-4000-8000-000000000000")
    assert office.requeue_stale(late) == [job.pk]
    job.refresh_from_db()
    assert do_job.get_result(job.task).kwargs == {}


@pytest.mark.django_db(transaction=True)
def test_the_workers_command_does_what_is_queued(queue):
    job = queue(lambda _: {"ok": 1})
    call_command("db_worker", batch=True, startup_delay=False, interval=0, verbosity=0)
    job.refresh_from_db()
    assert (job.state, job.result) == ("完成", {"ok": 1})


def test_a_process_that_ended_is_not_alive():
    here = processes.this_process()
    host, pid, started = here.split("/")
    assert processes.is_alive(here)
    assert processes.is_alive(f"{host}/{pid}/{started}1") is False
    assert processes.is_alive(f"{host}/999999999/{started}") is False


@pytest.mark.django_db
def test_only_the_owner_and_the_administrator_cancel(queue, at, hire):
    job = queue(lambda _: None)
    hire("李四", "budget")
    with pytest.raises(Refused, match="没有“管理人员与权限”的权限"):
        office.cancel(job.pk, by="李四", at=at)
    hire("admin", "sysadmin")
    assert office.cancel(job.pk, by="admin", at=at).state == "已取消"


@pytest.mark.django_db
def test_a_job_is_seen_by_its_owner_its_verb_and_the_administrator(queue, at, hire):
    job = queue(lambda _: None)
    Job.objects.filter(pk=job.pk).update(verb="payments.import")
    office.enqueue("试算", {}, title="试算一次", by="王五", at=at)
    for name, role in {
        "张三": "revenue",
        "李四": "budget",
        "王五": "social",
        "赵六": "treasury",
        "admin": "sysadmin",
    }.items():
        hire(name, role)

    def seen(name):
        user = office.User.objects.get(username=name)
        return [str(row) for row in office.jobs_of(user, date(2023, 7, 3))]

    assert seen("张三") == ["试算（排队）"]
    assert seen("李四") == []
    assert seen("王五") == ["试算一次（排队）"]
    assert seen("赵六") == ["试算（排队）"]
    assert len(seen("admin")) == 2


def test_the_pace_of_a_job_says_what_it_can(at):
    def told(seconds, **fields):
        job = Job(started_at=at, **{"state": "进行", **fields})
        return office.pace(job, at + timedelta(seconds=seconds))

    assert told(30) == (0, 0, None)
    assert told(30, done=50) == (0, 100, None)
    assert told(30, done=50, total=200) == (25, 100, timedelta(seconds=90))
    assert told(30, done=200, total=200) == (100, 400, None)
    ended = at + timedelta(seconds=60)
    assert told(9000, done=200, total=200, state="完成", ended_at=ended) == (100, 200, None)
    assert office.pace(Job(state="排队", total=9), at) == (0, 0, None)
