"""Mail without a mail server."""

import email
import stat
from email.policy import default

import pytest
from django.core.mail import EmailMessage

from cspr.outbox.folder import FolderBackend


def message(**changes):
    about = {"subject": "A reminder", "body": "CP-2026-014", "to": ["hana@example.org"]}
    return EmailMessage(from_email="office@example.org", **{**about, **changes})


def test_it_writes_each_message_as_a_whole_file(tmp_path):
    assert FolderBackend(folder=tmp_path).send_messages([message(), message(subject="Another")]) == 2
    read = [email.message_from_bytes(path.read_bytes(), policy=default) for path in tmp_path.iterdir()]
    assert sorted(mail["Subject"] for mail in read) == ["A reminder", "Another"]
    assert {mail["To"] for mail in read} == {"hana@example.org"}


def test_the_same_message_sent_twice_leaves_one_file(tmp_path):
    backend = FolderBackend(folder=tmp_path)
    for body in ("first", "second"):
        backend.send_messages([message(body=body, headers={"Message-ID": "<17@cspr>"})])
    (only,) = tmp_path.iterdir()
    assert "second" in only.read_text()


def test_a_message_id_cannot_lead_out_of_the_folder(tmp_path):
    folder = tmp_path / "mail"
    FolderBackend(folder=folder).send_messages([message(headers={"message-id": "<../../elsewhere>"})])
    assert [path.parent for path in tmp_path.rglob("*.eml")] == [folder]


def test_only_this_user_can_read_it(tmp_path):
    folder = tmp_path / "mail"
    FolderBackend(folder=folder).send_messages([message()])
    (only,) = folder.iterdir()
    assert stat.S_IMODE(only.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_message_to_nobody_is_not_written(tmp_path):
    assert FolderBackend(folder=tmp_path).send_messages([message(to=[])]) == 0
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_an_error_unless_told_to_be_silent(tmp_path):
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    with pytest.raises(OSError):
        FolderBackend(folder=in_the_way).send_messages([message()])
    assert FolderBackend(folder=in_the_way, fail_silently=True).send_messages([message()]) == 0
