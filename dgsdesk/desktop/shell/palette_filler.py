"""What the command palette offers: pages, acts, and what the application finds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject

from dgsdesk.desktop.guide import address as guide
from dgsdesk.desktop.shell.host import PageHost
from dgsdesk.desktop.shell.main_window import MainWindow
from dgsdesk.desktop.shell.page import PageEntry, Place, Spot

if TYPE_CHECKING:
    from dgsdesk.application.search.filters import SearchChoices
    from dgsdesk.desktop.components.command_palette import CommandPalette, PaletteEntry

_REMEMBERED = 8


class Found(Protocol):
    """A thing found by the application, for « Aller à »."""

    @property
    def title(self) -> str:
        """What it is called, with its kind (« Zone grise : Avaloirs et grilles »)."""
        ...

    @property
    def icon(self) -> str:
        """Icon role."""
        ...

    @property
    def page(self) -> str:
        """Id of the page that shows it."""
        ...

    @property
    def subject(self) -> str:
        """Its id."""
        ...

    @property
    def step(self) -> str:
        """The part of the page that shows it, or nothing."""
        ...

    @property
    def spot(self) -> str:
        """The id of what stands inside the subject, or nothing."""
        ...

    @property
    def snippet(self) -> str:
        """The passage that answers, or nothing."""
        ...

    @property
    def title_marks(self) -> Sequence[tuple[int, int]]:
        """Where the words found stand in the title."""
        ...

    @property
    def snippet_marks(self) -> Sequence[tuple[int, int]]:
        """Where they stand in the passage."""
        ...

    @property
    def instead(self) -> str:
        """The words that were looked for, where nothing is spelt as it was typed."""
        ...


Search = Callable[..., Sequence[Found]]


class PaletteFiller(QObject):
    """Open the palette with what is true now; the palette itself is made when first used."""

    def __init__(
        self,
        host: PageHost,
        window: MainWindow,
        entries: Sequence[PageEntry],
        search: Search | None,
        narrows: bool = True,
    ) -> None:
        super().__init__(window)
        self._host = host
        self._window = window
        self._entries = entries
        self._search = search
        self._narrows = narrows
        self._palette: CommandPalette | None = None

    def open(self) -> None:
        """Open under the search field."""
        recent = self._host.preferences.texts("palette/recent")
        self.palette().open_with(self._places(), self._acts(), recent)
        if self._search is not None and self._narrows and self._host.is_open:
            from dgsdesk.application.search.filters import search_choices

            then, failed = self._offer_filters, _silently
            self._host.ask(search_choices, then=then, owner=self, failed=failed, replaces="choices")

    def _offer_filters(self, choices: SearchChoices) -> None:
        from dgsdesk.desktop.shell.palette_chips import chips_of

        self.palette().offer_filters(chips_of(choices))

    def palette(self) -> CommandPalette:
        """Return the palette, made now when it was not."""
        if self._palette is None:
            from dgsdesk.desktop.components.command_palette import CommandPalette

            self._palette = CommandPalette(self._host.theme, self._window.body)
            self._palette.asked.connect(self._look_up)
            self._palette.used.connect(self._remember)
            if any(entry.id == guide.PAGE_ID for entry in self._entries):
                self._palette.offer_guide(self._search_guide)
        return self._palette

    def _places(self) -> list[PaletteEntry]:
        from dgsdesk.desktop.components.command_palette import PaletteEntry

        specs = {spec.id: spec for spec in self._host.actions.specs()}
        return [
            PaletteEntry(
                f"go.{entry.id}",
                entry.title,
                entry.icon,
                partial(self._host.open, entry.id),
                specs[f"go.{entry.id}"].shown_key() if f"go.{entry.id}" in specs else "",
            )
            for entry in self._entries
            if entry.place is not Place.NOWHERE
        ]

    def _acts(self) -> list[PaletteEntry]:
        from dgsdesk.desktop.components.command_palette import PaletteEntry

        return [
            PaletteEntry(
                spec.id,
                spec.text,
                spec.icon or "chevron-right",
                partial(self._host.actions.trigger, spec.id),
                spec.shown_key(),
                also=spec.also,
            )
            for spec in self._host.actions.offered()
        ]

    def _look_up(self, text: str) -> None:
        if self._search is None or not self._host.is_open:
            return
        self._host.ask(
            self._search,
            text,
            then=lambda found: self._show(text, found),
            owner=self,
            failed=_silently,
            replaces="search",
        )

    def _show(self, text: str, found: Sequence[Found]) -> None:
        from dgsdesk.desktop.components.command_palette import PaletteEntry

        entries = [
            PaletteEntry(
                f"{one.page}/{one.subject}/{one.step}/{one.spot}/{one.title}/{one.snippet}",
                one.title,
                one.icon,
                partial(self._host.open, one.page, _place_of(one)),
                second=one.snippet,
                spans=one.title_marks,
                second_spans=one.snippet_marks,
            )
            for one in found
        ]
        instead = next((one.instead for one in found), "")
        self.palette().show_found(text, entries, instead)

    def _search_guide(self, words: str) -> None:
        self._host.open(guide.PAGE_ID, f"{guide.SEARCH}{words}")

    def _remember(self, entry_id: str) -> None:
        recent = [known for known in self._host.preferences.texts("palette/recent") if known != entry_id]
        self._host.preferences.keep("palette/recent", [entry_id, *recent][:_REMEMBERED])


def _silently(_: object) -> None:
    """Show nothing found: what is wrong is told elsewhere."""


def _place_of(one: Found) -> str | Spot:
    """Return where a thing found opens: its id, or the spot inside it with the words that were found."""
    if not one.step and not one.spot:
        return one.subject
    text, marks = (one.snippet, one.snippet_marks) if one.snippet_marks else (one.title, one.title_marks)
    return Spot(one.subject, one.step, one.spot, tuple(text[begin:end] for begin, end in marks))
