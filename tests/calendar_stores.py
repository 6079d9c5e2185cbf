"""Real calendar stores that tests start: Radicale on the loopback, khal on a folder; libical’s checker."""

from __future__ import annotations

import base64
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote
from urllib.request import Request, urlopen
from wsgiref.simple_server import WSGIRequestHandler, make_server
from xml.etree import ElementTree

import icalendar

KHAL = Path(sys.executable).with_name("khal.exe" if sys.platform == "win32" else "khal")
SYSTEM_PYTHON = Path("/usr/bin/python3")


@dataclass(frozen=True)
class Entry:
    """What a store says of a meeting: its identity, number, state, local start and place."""

    uid: str
    sequence: int
    status: str
    start: str
    location: str


def entries(content: str) -> list[Entry]:
    """Read the entries of a calendar as a store gives it back."""
    return [
        Entry(
            str(event["UID"]),
            int(event.get("SEQUENCE", 0)),
            str(event.get("STATUS", "")),
            event["DTSTART"].dt.strftime("%Y-%m-%d %H:%M"),
            str(event.get("LOCATION", "")),
        )
        for event in icalendar.Calendar.from_ical(content).walk("VEVENT")
    ]


# -- Radicale ------------------------------------------------------------------------------------------------


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Mailbox:
    """One person's calendar on a CalDAV server, and a client that does what each message asks (RFC 5546)."""

    def __init__(self, server: str, person: str) -> None:
        self._address = f"{server}/{quote(person)}/reunions/"
        self._login = base64.b64encode(f"{person}:".encode()).decode()
        self._ask("MKCALENDAR", "")

    def take(self, content: bytes) -> None:
        """Do what a calendar file asks: store it, or take its entry away when nothing is left of it."""
        text = content.decode("utf-8")
        (method,) = re.findall(r"^METHOD:(\w+)\r$", text, re.MULTILINE)
        (entry,) = entries(text)
        known = [one for one in self.entries() if one.uid == entry.uid]
        if known and entry.sequence < known[0].sequence:
            return  # older than what the calendar has
        name = f"{quote(entry.uid, safe='')}.ics"
        if method == "CANCEL" and not entry.status:
            self._ask("DELETE", name)
        else:
            stored = text.replace(f"METHOD:{method}\r\n", "")  # refused in a store (RFC 4791 § 4.1)
            self._ask("PUT", name, stored.encode("utf-8"), {"Content-Type": "text/calendar; charset=utf-8"})

    def entries(self) -> list[Entry]:
        """Ask the server for every entry (REPORT calendar-query)."""
        query = (
            '<c:calendar-query xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:caldav">'
            "<d:prop><c:calendar-data/></d:prop>"
            '<c:filter><c:comp-filter name="VCALENDAR"><c:comp-filter name="VEVENT">'
            '<c:time-range start="20260101T000000Z" end="20290101T000000Z"/>'
            "</c:comp-filter></c:comp-filter></c:filter></c:calendar-query>"
        )
        answer = self._ask("REPORT", "", query.encode(), {"Depth": "1", "Content-Type": "application/xml"})
        found = ElementTree.fromstring(answer).iter("{urn:ietf:params:xml:ns:caldav}calendar-data")
        return [entry for data in found for entry in entries(data.text or "")]

    def _ask(
        self, verb: str, name: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> bytes:
        known = {"Authorization": f"Basic {self._login}", **(headers or {})}
        request = Request(self._address + name, data=body, headers=known, method=verb)
        with urlopen(request, timeout=10) as answer:
            content: bytes = answer.read()
            return content


class CalendarServer:
    """Radicale, with a calendar for whoever is asked for."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._mailboxes: dict[str, Mailbox] = {}

    def mailbox(self, person: str) -> Mailbox:
        """Return the calendar of a person, made the first time."""
        if person not in self._mailboxes:
            self._mailboxes[person] = Mailbox(self._address, person)
        return self._mailboxes[person]


@contextmanager
def radicale(folder: Path) -> Iterator[CalendarServer]:
    """Run a CalDAV server on the loopback whose calendars lie in a folder."""
    from radicale import config
    from radicale.app import Application

    settings = config.load()
    settings.update(
        {
            "auth": {"type": "none"},
            "rights": {"type": "owner_only"},
            "storage": {"filesystem_folder": str(folder)},
            "logging": {"level": "critical"},
        },
        "tests",
    )
    server = make_server("127.0.0.1", 0, Application(settings), handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield CalendarServer(f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# -- khal ----------------------------------------------------------------------------------------------------


class Khal:
    """A person's calendar in khal."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        (folder / "agenda").mkdir(parents=True)
        days = "\n".join(f"{name} = %Y-%m-%d" for name in ("dateformat", "longdateformat"))
        moments = "\n".join(f"{name} = %Y-%m-%d %H:%M" for name in ("datetimeformat", "longdatetimeformat"))
        self._settings = folder / "khal.conf"
        self._settings.write_text(
            f"[calendars]\n[[agenda]]\npath = {folder / 'agenda'}\n"
            f"[locale]\ntimeformat = %H:%M\n{days}\n{moments}\n"
            "local_timezone = Europe/Paris\ndefault_timezone = Europe/Paris\n"
            f"[default]\ndefault_calendar = agenda\n[sqlite]\npath = {folder / 'khal.db'}\n",
            encoding="utf-8",
        )

    def take(self, content: bytes) -> None:
        """Import a calendar file as its user would."""
        path = self._folder / "recu.ics"
        path.write_bytes(content)
        self._run("import", "--batch", str(path))

    def listed(self, since: str, length: str) -> list[tuple[str, str, str]]:
        """Return the start, the title and the state of what khal shows from a day on."""
        lines = self._run(
            "list", "--day-format", "", "--format", "{start}|{title}|{status}", since, length
        ).splitlines()
        rows = (line.split("|") for line in lines if "|" in line)
        return [(start.strip(), title, status.strip()) for start, title, status in rows]

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [KHAL, "-c", self._settings, *arguments], capture_output=True, check=True, encoding="utf-8"
        )
        return done.stdout


# -- libical -------------------------------------------------------------------------------------------------

_CHECK = """
import sys
import gi
gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib
for path in sys.argv[1:]:
    with open(path, newline="", encoding="utf-8") as file:
        calendar = ICalGLib.Component.new_from_string(file.read())
    kept = ICalGLib.restriction_check(calendar)
    errors = [line for line in calendar.as_ical_string().splitlines() if line.startswith("X-LIC-ERROR")]
    print("good" if kept and not errors else "bad " + " ".join(errors))
"""


def libical_answers(paths: list[Path]) -> list[str] | None:
    """Return what libical says of each file (« good », or « bad … »); None where it is not installed."""
    if not SYSTEM_PYTHON.exists():
        return None
    there = subprocess.run(
        [SYSTEM_PYTHON, "-c", "import gi; gi.require_version('ICalGLib', '3.0')"], capture_output=True
    )
    if there.returncode != 0:
        return None
    done = subprocess.run(
        [SYSTEM_PYTHON, "-c", _CHECK, *paths], capture_output=True, check=True, encoding="utf-8"
    )
    return done.stdout.splitlines()
