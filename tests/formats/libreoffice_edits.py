"""Edit a document in LibreOffice as people do; run by a Python that has ``uno``, which ours has not.

``python3 libreoffice_edits.py DRAFT FOLDER PROFILE PORT EDIT…`` saves FOLDER/EDIT.docx for each edit; one
that ends in ``_tracked`` is done with changes tracked. ``accepted`` and ``refused`` settle the draft's.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]


def value(name: str, content: object) -> Any:
    """Name one argument as LibreOffice wants it."""
    made = PropertyValue()
    made.Name, made.Value = name, content
    return made


class Office:
    """A LibreOffice without a window."""

    def __init__(self, profile: Path, port: str) -> None:
        door = f"socket,host=localhost,port={port};urp;"
        self._process = subprocess.Popen(
            ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", f"--accept={door}"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        here = uno.getComponentContext()
        resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
        self._context = self._connected(resolver, f"uno:{door}StarOffice.ComponentContext")
        self.desktop = self._service("com.sun.star.frame.Desktop")
        self.dispatcher = self._service("com.sun.star.frame.DispatchHelper")

    def close(self) -> None:
        """End the program."""
        with contextlib.suppress(Exception):  # it may hang up before it has answered
            self.desktop.terminate()
        self._process.wait(30)

    def _connected(self, resolver: Any, address: str) -> Any:
        for _ in range(150):
            try:
                return resolver.resolve(address)
            except Exception:
                time.sleep(0.2)
        raise SystemExit("LibreOffice does not answer")

    def _service(self, name: str) -> Any:
        return self._context.ServiceManager.createInstanceWithContext(name, self._context)


class Paper:
    """A document that is open."""

    def __init__(self, office: Office, draft: Path, *, tracked: bool) -> None:
        self._office = office
        hidden = (value("Hidden", True),)
        self._document = office.desktop.loadComponentFromURL(draft.as_uri(), "_blank", 0, hidden)
        self._document.RecordChanges = tracked

    def save(self, path: Path) -> None:
        """Save as Word's and close."""
        self._document.storeToURL(path.as_uri(), (value("FilterName", "MS Word 2007 XML"),))
        self._document.close(True)

    def do(self, command: str, *arguments: Any) -> None:
        """Carry a menu's command out."""
        frame = self._document.CurrentController.Frame
        self._office.dispatcher.executeDispatch(frame, f".uno:{command}", "", 0, arguments)

    def type(self, text: str) -> None:
        """Type where the cursor stands."""
        self.do("InsertText", value("Text", text))

    def choose(self, first: str, before: str = "") -> None:
        """Select the line that begins with a text, or all lines up to before another."""
        start = self._line(first)
        cursor = self._document.Text.createTextCursorByRange(start.Start)
        cursor.gotoRange(self._line(before).Start if before else start.End, True)
        self._document.CurrentController.select(cursor)

    def stand(self, line: str, characters: int = 0) -> None:
        """Put the cursor some characters into a line."""
        cursor = self._document.Text.createTextCursorByRange(self._line(line).Start)
        cursor.goRight(characters, False)
        self._document.CurrentController.select(cursor)

    def _line(self, text: str) -> Any:
        return next(line for line in self._lines() if line.String.startswith(text))

    def _lines(self) -> Iterator[Any]:
        lines = self._document.Text.createEnumeration()
        while lines.hasMoreElements():
            line = lines.nextElement()
            if line.supportsService("com.sun.star.text.Paragraph"):
                yield line


def edit(paper: Paper, name: str) -> None:
    """Do one edit on a draft whose items are numbered 1.1 to 1.4."""
    match name:
        case "retyped":
            paper.choose("1.2 ")
            paper.type("Tout autre intitulé")
        case "moved":
            paper.choose("1.2 ", "1.3 ")
            paper.do("Cut")
            paper.stand("1.4 ")
            paper.do("Paste")
        case "copied":
            paper.choose("1.2 ", "1.3 ")
            paper.do("Copy")
            paper.stand("1.4 ")
            paper.do("Paste")
        case "split":
            paper.stand("1.2 ", 8)
            paper.do("InsertPara")
        case "merged":
            paper.choose("1.2 ", "Débat du point 2")
            paper.do("Delete")
        case "deleted":
            paper.choose("1.2 ", "1.3 ")
            paper.do("Delete")
        case "above":
            paper.stand("1.1 ")
            paper.type("Tout en haut")
            paper.do("InsertPara")
        case "reworked":
            paper.stand("Le dépôt au pied")
            paper.type("Toujours\u00a0: ")
            paper.stand("1.2 ")
            paper.type("Écrit en fin de point.")
            paper.do("InsertPara")
        case "written_on":
            paper.stand("Un délégué partagé")
            paper.type("La mairie de Gorges propose d’accueillir le délégué.")
            paper.do("InsertPara")
        case "accepted":
            paper.do("AcceptAllTrackedChanges")
        case "refused":
            paper.do("RejectAllTrackedChanges")
        case _:
            raise SystemExit(f"unknown edit: {name}")


def main(draft: str, folder: str, profile: str, port: str, *names: str) -> None:
    """Do every edit on a fresh copy of the draft."""
    office = Office(Path(profile), port)
    try:
        for name in names:
            paper = Paper(office, Path(draft), tracked=name.endswith("_tracked"))
            edit(paper, name.removesuffix("_tracked"))
            paper.save(Path(folder) / f"{name}.docx")
    finally:
        office.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
