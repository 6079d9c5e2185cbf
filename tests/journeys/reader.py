"""What a screen reader has: names, roles, states and actions, over AT-SPI; no mouse, no widget.

Runs where a bus does (``dbus-run-session``), with Debian's ``gir1.2-atspi-2.0`` and ``python3-gi``.
"""

from __future__ import annotations

import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

sys.path.append("/usr/lib/python3/dist-packages")  # the only place where GObject's bindings are

import gi  # type: ignore[import-not-found]

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # type: ignore[import-not-found]  # noqa: E402

SILENCE_S, LONGEST_S = 40.0, 240.0
"""How long nothing may be told, and how long something may be waited for at all: a busy machine is slow, a
program that has gone wrong is silent."""

_LOOK_AGAIN_S = 0.5
"""Not every change is told."""

_TOLD = ("object:state-changed", "object:children-changed", "object:property-change", "object:text-changed")
Atspi.set_timeout(10_000, 30_000)
Seen = Any


def plain(text: str | None) -> str:
    """Return a text as it is read aloud: no mnemonics, no-break spaces like others."""
    return " ".join((text or "").replace("&", "").split())


class Changes:
    """What the program tells of its changes over the bus: how many, and of what kind the newest were."""

    def __init__(self) -> None:
        self.count = 0
        self.newest: deque[str] = deque(maxlen=6)
        self._listener = Atspi.EventListener.new(self._hear)
        for kind in (*_TOLD, "window"):
            self._listener.register(kind)

    def _hear(self, event: Any) -> None:
        self.count += 1
        self.newest.append(event.type)

    def wait(self) -> bool:
        """Let the bus speak for a moment; tell whether something changed."""
        before, context, late = self.count, GLib.MainContext.default(), []
        GLib.timeout_add(int(_LOOK_AGAIN_S * 1000), late.append, True)
        while self.count == before and not late:
            context.iteration(True)
        while context.pending():
            context.iteration(False)
        return self.count > before


class Reader:
    """Finds what is shown by its role and name, and does what it says can be done with it."""

    def __init__(self, name: str = "DGS Desk") -> None:
        self._name = name
        self._changes = Changes()
        self.app = self.wait(self._find_app, f"the program « {name} »")

    def _find_app(self) -> Seen | None:
        desktop = Atspi.get_desktop(0)
        for at in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(at)
            if app is not None and app.get_name() == self._name:
                return app
        return None

    # -- seeing ----------------------------------------------------------------------------------------------

    def wait(self, look: Callable[[], Any], what: str) -> Any:
        """Look after each change until something is found; raises AssertionError with what there is."""
        began = heard = time.monotonic()
        before, gone = self._changes.count, ""
        while True:
            try:
                if found := look():
                    return found
            except Exception as error:  # what was looked at went away meanwhile: look again
                gone = f" ({error})"
            if self._changes.wait():
                heard = time.monotonic()
            now = time.monotonic()
            if now - heard > SILENCE_S or now - began > LONGEST_S:
                told = f"{self._changes.count - before} changes, the last {list(self._changes.newest)}"
                raise AssertionError(
                    f"{what} did not come in {now - began:.0f} s{gone}; {told}; {self._there()}"
                )

    def _there(self) -> str:
        """Return who has the keyboard and all that can be read, as far as the program still answers."""
        try:
            return f"keyboard on {self.with_keyboard()}; read: {self.read()[:3000]}"
        except Exception as error:
            return f"the program does not answer: {error}"

    def everything(self, root: Seen | None = None) -> Iterator[Seen]:
        """Yield all that is shown, from the top; of a window behind a dialogue nothing."""
        roots = [root] if root is not None else self._front()
        while roots:
            one = roots.pop(0)
            if one is None:
                continue
            yield one
            for at in range(min(one.get_child_count(), 400)):
                child = one.get_child_at_index(at)
                if child is not None and child.get_state_set().contains(Atspi.StateType.VISIBLE):
                    roots.append(child)

    def _front(self) -> list[Seen]:
        self.app.clear_cache()
        tops = [self.app.get_child_at_index(at) for at in range(self.app.get_child_count())]
        shown = [one for one in tops if one and one.get_state_set().contains(Atspi.StateType.SHOWING)]
        modal = [one for one in shown if one.get_state_set().contains(Atspi.StateType.MODAL)]
        return modal[-1:] or shown

    def named(self, name: str, *roles: str) -> list[Seen]:
        """Return what has a name (« … » stands for the rest), of some roles; what shows, not what hides."""
        return [
            one
            for one in self.everything()
            if _fits(one.get_name(), name)
            and (not roles or one.get_role_name() in roles)
            and one.get_state_set().contains(Atspi.StateType.SHOWING)
        ]

    def find(self, name: str, *roles: str) -> Seen:
        """Wait for something of a name."""
        return self.wait(lambda: next(iter(self.named(name, *roles)), None), f"« {name} » {roles}")

    def read(self) -> str:
        """Return every name and text that is shown."""
        words = []
        for one in self.everything():
            words += [one.get_name() or "", one.get_description() or ""]
            if (text := one.get_text_iface()) is not None:
                words.append(Atspi.Text.get_text(text, 0, -1))
        return plain(" | ".join(dict.fromkeys(word for word in words if word)))

    def with_keyboard(self) -> tuple[str, str]:
        """Return the role and the name of what has the keyboard, empty for nothing.

        Where no window is active, Qt still calls the current row of a list focused.
        """
        focused = Atspi.StateType.FOCUSED
        found = next((one for one in self.everything() if _has(one, focused)), None)
        return (found.get_role_name(), found.get_name() or "") if found is not None else ("", "")

    def wait_for(self, words: str) -> None:
        """Wait until some words can be read."""
        self.wait(lambda: plain(words) in self.read(), f"« {words} »")

    # -- doing -----------------------------------------------------------------------------------------------

    def press(self, name: str, *roles: str) -> None:
        """Press a button, a tab or an act that can be pressed."""
        roles = roles or ("push button", "button", "page tab", "check box", "radio button", "toggle button")

        def live() -> Seen | None:
            enabled = Atspi.StateType.ENABLED
            return next((one for one in self.named(name, *roles) if _has(one, enabled)), None)

        self.act(self.wait(live, f"« {name} » to press"), "Press", "Toggle")

    def act(self, one: Seen, *wanted: str) -> None:
        """Do one of the actions that something offers."""
        actions = one.get_action_iface()
        assert actions is not None, f"{one.get_role_name()} « {one.get_name()} » offers no action"
        names = [Atspi.Action.get_action_name(actions, at) for at in range(actions.get_n_actions())]
        at = next((names.index(name) for name in wanted if name in names), None)
        assert at is not None, f"{one.get_role_name()} « {one.get_name()} » offers only {names}"
        assert Atspi.Action.do_action(actions, at)

    def choose(self, view: str, words: str) -> Seen:
        """Choose a row of a list or table in which some words are read."""

        def row() -> Seen | None:
            for table in self.named(view, "list", "table", "tree", "tree table", "list box"):
                for one in self.everything(table):
                    if one is not table and plain(words) in plain(one.get_name()):
                        return one
            return None

        found = self.wait(row, f"a row « {words} » in « {view} »")
        parent = found.get_parent()
        selection = parent.get_selection_iface()
        assert selection is not None, f"« {view} » takes no choice"
        assert Atspi.Selection.select_child(selection, found.get_index_in_parent()), words
        return found

    def menu(self, title: str, act: str) -> None:
        """Do an act of the menu bar."""
        bar = self.find(title, "menu item", "menu")
        self.act(bar, "ShowMenu", "Press")
        item = self.find(act, "menu item", "check menu item")
        self.act(item, "Press", "Toggle")

    def write(self, field: str, text: str) -> None:
        """Put a text into a field by its editable text."""

        def takes() -> Seen | None:
            return next((one for one in self.named(field) if one.get_editable_text_iface() is not None), None)

        found = self.wait(takes, f"a field « {field} »")
        found.get_component_iface().grab_focus()
        assert Atspi.EditableText.set_text_contents(found.get_editable_text_iface(), text)

    def tree(self) -> str:
        """Return what is shown as an indented list, to look at when something is not found."""
        lines: list[str] = []

        def walk(one: Seen, depth: int) -> None:
            actions = one.get_action_iface()
            names = (
                [Atspi.Action.get_action_name(actions, at) for at in range(actions.get_n_actions())]
                if actions is not None
                else []
            )
            shown = "" if _has(one, Atspi.StateType.SHOWING) else " (hidden)"
            lines.append(f"{'  ' * depth}{one.get_role_name()} « {plain(one.get_name())} »{shown} {names}")
            for at in range(min(one.get_child_count(), 60)):
                child = one.get_child_at_index(at)
                if child is not None:
                    walk(child, depth + 1)

        for top in self._front():
            walk(top, 0)
        return "\n".join(lines)


def _has(one: Seen, state: Any) -> bool:
    return bool(one.get_state_set().contains(state))


def _fits(text: str | None, wanted: str) -> bool:
    text, wanted = plain(text), plain(wanted)
    return text == wanted or (wanted.endswith("…") and text.startswith(wanted[:-1]))
