"""What the tests of the use cases may ask for besides the desk: a meeting that was held and written."""

from tests.written_meeting import written_desk, written_meeting, written_template

__all__ = ["written_desk", "written_meeting", "written_template"]
