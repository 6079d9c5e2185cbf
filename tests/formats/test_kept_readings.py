"""What was read of the last files is kept, within a size."""

from __future__ import annotations

from dgsdesk.domain.read_document import Changes, ReadDocument
from dgsdesk.formats.docx.kept_readings import KeptReadings

READ = ReadDocument(())


def test_the_file_unused_for_longest_goes_first() -> None:
    kept = KeptReadings(max_bytes=10)
    for content in (b"aaaa", b"bbbb"):
        kept.put(content, Changes.ACCEPT, READ)
    assert kept.get(b"aaaa", Changes.ACCEPT) is READ
    kept.put(b"cccc", Changes.ACCEPT, READ)
    assert kept.get(b"bbbb", Changes.ACCEPT) is None
    assert kept.get(b"aaaa", Changes.ACCEPT) is READ


def test_each_way_of_taking_changes_is_a_reading_of_its_own() -> None:
    kept = KeptReadings()
    kept.put(b"a", Changes.ACCEPT, READ)
    assert kept.get(b"a", Changes.SHOW) is None


def test_a_file_that_is_too_large_is_not_kept() -> None:
    kept = KeptReadings(max_bytes=3)
    kept.put(b"aaaa", Changes.ACCEPT, READ)
    assert kept.get(b"aaaa", Changes.ACCEPT) is None
