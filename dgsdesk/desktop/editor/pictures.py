"""Pictures in texts: read when they are first drawn, kept when they are inserted or pasted."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QImage, QImageReader, QImageWriter

from dgsdesk.application.pictures import KeepPicture, picture_content
from dgsdesk.desktop.components.messages import Message
from dgsdesk.desktop.editor.objects import DOTS_PER_MM
from dgsdesk.desktop.editor.rich_text_editor import RichTextEditor
from dgsdesk.desktop.shell.chosen_file import ask_file, read_chosen
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.domain.errors import BadInput, KnownError
from dgsdesk.domain.richtext import Image
from dgsdesk.domain.wording import plural

_LARGEST = 2000
"""Pixels on the longer side: enough for a printed page, and the minutes stay light."""

_WIDEST_MM = 160.0


class Pictures(QObject):
    """Show and insert the pictures of the editors that it watches."""

    def __init__(self, host: PageHost, parent: QObject) -> None:
        super().__init__(parent)
        self._host = host
        self._known: dict[str, QImage] = {}
        self._asked: set[str] = set()
        self._editors: list[RichTextEditor] = []

    def watch(self, editor: RichTextEditor) -> None:
        """Draw and take in the pictures of this editor."""
        self._editors.append(editor)
        editor.destroyed.connect(lambda: self._forget(editor))
        editor.objects.picture = self._picture
        editor.picture_pasted.connect(partial(self.insert, editor))
        editor.pictures_left.connect(self._tell_left)

    def _forget(self, editor: RichTextEditor) -> None:
        self._editors = [one for one in self._editors if one is not editor]

    def _picture(self, sha256: str) -> QImage | None:
        """Return a picture, or ask for it and say nothing yet: a text is being laid out meanwhile."""
        if sha256 and sha256 not in self._known and sha256 not in self._asked:
            self._asked.add(sha256)
            QTimer.singleShot(0, self, partial(self._ask, sha256))
        return self._known.get(sha256)

    def _ask(self, sha256: str) -> None:
        self._host.ask(
            picture_content, sha256, then=partial(self._read, sha256), failed=self._missing, owner=self
        )

    def _missing(self, error: KnownError) -> None:
        """Leave the words that stand for a picture whose file is gone."""

    def _read(self, sha256: str, content: bytes) -> None:
        image = QImage.fromData(content)
        if not image.isNull():
            self._known[sha256] = image
            for editor in self._editors:
                editor.draw_objects_again()

    def _tell_left(self, count: int) -> None:
        """Say that a text was pasted without its pictures, and how they come in."""
        what = plural(count, "image n’est pas venue avec le texte", "images ne sont pas venues avec le texte")
        remedy = self.tr("Copiez chaque image seule, puis collez-la à sa place.")
        self._host.tell(Message(f"{what}.", remedy=remedy, tone="info", passing=True))

    # -- inserting -------------------------------------------------------------------------------------------

    def choose(self, editor: RichTextEditor) -> None:
        """Let the user choose a file and insert it."""
        kinds = self.tr("Images (*.png *.jpg *.jpeg *.gif *.bmp *.webp)")
        path = ask_file(self._host.preferences, editor, self.tr("Insérer une image"), kinds)
        if path is not None:
            self.take(editor, path)

    def take(self, editor: RichTextEditor, path: Path) -> None:
        """Insert the picture of a file."""
        self._host.make_document(
            lambda: _from_file(path), then=lambda image: self.insert(editor, image, path.name), owner=self
        )

    def insert(self, editor: RichTextEditor, image: QImage, name: str = "") -> None:
        """Keep a picture and insert it where the caret stands."""
        called = name or self.tr("image collée.png")
        width = min(image.width() / DOTS_PER_MM, _WIDEST_MM)
        self._host.make_document(
            lambda: _packed(image, called),
            then=lambda content: self._keep(editor, called, content, width),
            owner=self,
        )

    def _keep(self, editor: RichTextEditor, name: str, content: bytes, width: float) -> None:
        self._host.run(
            KeepPicture(name, content),
            then=lambda sha256: editor.insert_picture(Image(name, width_mm=round(width, 1), sha256=sha256)),
            owner=editor,
            quiet=True,
        )


def _from_file(path: Path) -> QImage:
    """Read a picture; raises BadInput when it is none."""
    data = QByteArray(read_chosen(path))
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid() and max(size.width(), size.height()) > _LARGEST:
        reader.setScaledSize(size.scaled(QSize(_LARGEST, _LARGEST), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise BadInput("bad_picture", where=path.name)
    return image


def _packed(image: QImage, name: str) -> bytes:
    """Return a picture as JPEG when it came so, else as PNG; raises BadInput when there is none."""
    if max(image.width(), image.height()) > _LARGEST:
        image = image.scaled(
            _LARGEST, _LARGEST, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    kind = b"jpeg" if re.search(r"\.jpe?g$", name, re.IGNORECASE) else b"png"
    # not QImage.save: its format is bytes to some versions of PySide6 and text to others
    if image.isNull() or not QImageWriter(buffer, kind).write(image):
        raise BadInput("bad_picture", where=name)
    return bytes(buffer.data().data())
