"""Reading a long document again and again: only the blocks that changed since are read anew."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextDocument

from dgsdesk.desktop.editor.codec import read_block
from dgsdesk.desktop.editor.formats import Kind, kind_of
from dgsdesk.domain.richtext import Block, block_text


@dataclass(frozen=True)
class BlockReading:
    """What one block of the document was when it was last read, and how many words it says."""

    kind: Kind
    blocks: tuple[Block, ...]
    words: int


class Reading(QObject):
    """What a document says, block by block, in the order of its blocks.

    A key changes one block of hundreds; reading them all took 13 ms in a hundred pages, several times as long
    while the database's worker wanted the interpreter too.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.document = document
        self._known: list[BlockReading | None] = []
        document.documentLayout()  # without a layout Qt tells of no change
        document.contentsChange.connect(self._forget)

    def of_blocks(self) -> list[BlockReading]:
        """Return what each block is, by its number."""
        count = self.document.blockCount()
        if len(self._known) != count:
            self._known = [None] * count
        return [
            known if known is not None else self._read(number) for number, known in enumerate(self._known)
        ]

    def _read(self, number: int) -> BlockReading:
        block = self.document.findBlockByNumber(number)
        blocks = tuple(read_block(block))
        words = sum(len(block_text(one).split()) for one in blocks)
        reading = self._known[number] = BlockReading(kind_of(block), blocks, words)
        return reading

    def _forget(self, place: int, _removed: int, added: int) -> None:
        """Forget the blocks that a change touched; as many as came or went stand at its place."""
        count = self.document.blockCount()
        first = self.document.findBlock(place).blockNumber()
        last = self.document.findBlock(place + added).blockNumber()
        touched = (last if last >= 0 else count - 1) - first + 1
        before = touched - (count - len(self._known))
        if first < 0 or before < 0 or first + before > len(self._known):
            self._known = []
        else:
            self._known[first : first + before] = [None] * touched
