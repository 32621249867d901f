"""A received file: kept for a decision, looked at, brought in by a job, given up, forgotten."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone

from duzhi.intake import api as intake
from duzhi.intake import flow, uploads
from duzhi.intake.models import ImportFile, Upload
from duzhi.intake.tests.conftest import HEAD, NOW, ROWS, codes
from duzhi.kernel.finding import Refused, refuse
from duzhi.office import api as office


@pytest.fixture
def receive(known, db, text):
    def receive(rows=(HEAD, *ROWS), name="流水.csv", by="李文静", **more):
        content = text(rows).read_bytes() if not isinstance(rows, bytes) else rows
        pieces = [content[n : n + 100] for n in range(0, len(content), 100)]
        return intake.receive(name=name, chunks=pieces, by=by, at=NOW, **more)

    return receive


def checked(row, **more):
    return intake.check(upload=row.pk, by=row.by, clock=lambda: NOW, codes=codes, **more)


def taken_in(row, **more):
    queued = intake.bring_in(upload=row.pk, by=row.by, at=NOW)
    return uploads.take(upload=queued.pk, by=row.by, at=NOW, codes=codes, **more)


@pytest.fixture
def jobs(monkeypatch):
    """The kinds of jobs are known, as at start-up."""
    known = office.job_kinds()
    if uploads.BRING_IN not in known:
        office.register_jobs(intake.JOBS)


def test_a_file_is_received_looked_at_and_brought_in(receive, jobs, home):
    row = receive()
    assert (row.state, row.name) == (flow.RECEIVED, "流水.csv")
    assert (home / row.stored_path).exists()
    seen = checked(row)
    assert (seen.state, seen.sentence) == (flow.READY, "这份入库流水的 3 行明细可以入账")
    done = taken_in(seen)
    assert done.state == flow.IMPORTED
    assert done.file_id == ImportFile.objects.get().pk
    assert done.result["outcome"]["added"] == 3
    words = list(office.trail(uploads.ref(row)).values_list("verb", flat=True))
    assert words == ["上传文件", "入账"]


def test_two_people_may_upload_the_same_content(receive, jobs):
    one, other = receive(by="李文静"), receive(by="王宁", name="同一份.csv")
    assert one.sha256 == other.sha256
    assert taken_in(checked(one)).state == flow.IMPORTED
    second = checked(other)
    assert (second.state, second.file_id) == (flow.IMPORTED, ImportFile.objects.get().pk)
    assert "完全相同，未改动任何数据" in second.sentence


def test_a_second_click_brings_in_once(receive, jobs):
    row = checked(receive())
    first = intake.bring_in(upload=row.pk, by="李文静", at=NOW)
    second = intake.bring_in(upload=row.pk, by="李文静", at=NOW)
    assert first.job == second.job
    assert office.Job.objects.count() == 1


def test_the_work_again_after_a_kill_finds_that_the_file_stands(receive, jobs):
    row = checked(receive())
    done = taken_in(row)
    Upload.objects.filter(pk=row.pk).update(state=flow.IMPORTING, file=None)  # killed before noting
    again = uploads.take(upload=row.pk, by="李文静", at=NOW, codes=codes)
    assert (again.state, again.file_id) == (flow.IMPORTED, done.file_id)
    assert ImportFile.objects.count() == 1


def test_a_file_with_faults_cannot_be_brought_in(receive, jobs, home):
    row = checked(receive((HEAD, ["1", "2023-06-01", "10104", "", "县级", "一元", ""])))
    assert row.state == flow.RETURNED
    assert row.marked
    with pytest.raises(Refused, match="没有通过预检"):
        intake.bring_in(upload=row.pk, by="李文静", at=NOW)


def test_what_an_import_itself_objects_to_sends_the_file_back(receive, jobs, taken):
    row = checked(receive())
    taken.refuse = True
    back = taken_in(row)
    assert back.state == flow.RETURNED
    assert back.preview["opinions"][0]["head"].endswith("5月已结账，不能入账")
    assert not ImportFile.objects.exists()


def test_the_permit_is_asked_again_when_the_job_runs(receive, jobs):
    def permit(layout, declared):
        raise refuse("office.not_allowed", "李文静没有“导入收入”的权限；请由国库股办理")

    back = taken_in(checked(receive()), permit=permit)
    assert back.state == flow.RETURNED
    assert not ImportFile.objects.exists()


def test_a_crash_leaves_the_file_failed_and_it_can_be_tried_again(receive, jobs, taken):
    row = checked(receive())
    taken.crash = True
    with pytest.raises(OSError, match="磁盘断开"):
        taken_in(row)
    row.refresh_from_db()
    assert (row.state, "可以重试" in row.sentence) == (flow.FAILED, True)
    taken.crash = False
    assert taken_in(row).state == flow.IMPORTED


def test_work_whose_job_died_is_shown_as_failed(receive, jobs):
    row = intake.bring_in(upload=checked(receive()).pk, by="李文静", at=NOW)
    assert intake.upload_state(row) == flow.IMPORTING
    row.job.state = "失败"
    row.job.save()
    assert intake.upload_state(intake.uploads().get()) == flow.FAILED
    assert intake.give_up(upload=row.pk, by="李文静", at=NOW).state == flow.GIVEN_UP


def test_what_a_file_does_not_say_is_declared_and_looked_at_again(receive):
    bare = [title.replace("(元)", "") for title in HEAD]
    row = checked(receive((bare, *ROWS)))
    assert row.state == flow.RETURNED
    row = intake.declare(upload=row.pk, unit="万元", by="李文静", at=NOW)
    assert (row.state, row.preview) == (flow.RECEIVED, None)
    assert checked(row).state == flow.READY


def test_a_large_file_is_looked_at_by_a_job(receive, jobs):
    row = intake.check_later(upload=receive().pk, by="李文静", at=NOW)
    assert (row.state, row.job.kind) == (flow.CHECKING, "intake.check")
    assert checked(row).state == flow.READY


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../x<script>.csv", "x＜script＞.csv"),
        ("C:\\导出\\日报.csv", "日报.csv"),
        ("a\x00b\u202ec.csv", "abc.csv"),
        ("长" * 300 + ".csv", "长" * 65 + ".csv"),
        ("", "未命名"),
    ],
)
def test_a_name_cannot_do_harm(receive, home, given, kept):
    row = receive(name=given)
    assert row.name == kept
    assert (home / row.stored_path).resolve().is_relative_to(home / "inbox")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7 ...", "这是PDF，不是表格"),
        (b"<html><table>", "这是网页格式的表格"),
        (b"PK\x03\x04 not really", "文件"),
        (b"", "文件是空的"),
        (b"\x7fELF\x00\x00", "文件不是表格"),
    ],
)
def test_a_disguised_file_is_refused_and_nothing_is_kept(receive, home, content, says):
    with pytest.raises(Refused, match=says):
        receive(content, name="日报.xlsx")
    assert not Upload.objects.exists()
    assert not list((home / "inbox").iterdir())


def test_a_file_that_is_too_large_is_refused_while_it_streams(receive, home, settings):
    settings.MAX_UPLOAD_BYTES = 150
    with pytest.raises(Refused, match="超过上限"):
        receive()
    assert not list((home / "inbox").iterdir())


def test_old_files_are_removed_with_a_line_in_the_trail(receive, home):
    row, fresh = receive(), receive(name="新.csv")
    later = timezone.now() + timedelta(days=31)
    for path in (home / fresh.stored_path, (home / fresh.stored_path).parent):
        os.utime(path, (later.timestamp(), later.timestamp()))
    Upload.objects.filter(pk=fresh.pk).update(at=later)
    assert intake.sweep(now=later) == 1
    assert not (home / row.stored_path).exists()
    assert (home / fresh.stored_path).exists()
    row.refresh_from_db()
    assert row.state == flow.GIVEN_UP
    assert "超过 30 天未处理" in row.sentence
    line = office.Trail.objects.get(verb="清除过期文件")
    assert line.by == "system"
    assert len(line.before) == 1


def test_a_file_that_was_removed_says_so(receive, home):
    row = receive()
    (home / row.stored_path).unlink()
    with pytest.raises(Refused, match="已按期清除或被移走；请重新上传"):
        checked(row)


def test_mended_faults_are_ticked_off():
    old = [
        {"group": "退回", "code": "intake.amount", "sheet": "", "row": 6, "column": "金额"},
        {"group": "退回", "code": "intake.day", "sheet": "", "row": 8, "column": "日期"},
        {"group": "提示", "code": "intake.dropped", "sheet": "", "row": 0, "column": ""},
    ]
    ticked = [done for _, done in intake.mended(old, old[1:])]
    assert ticked == [True, False]
