"""Acts on communes and their turns: each asks its fields, shows before and after, and is undone as one."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from dgsdesk.application.directory.acts import EndMembership
from dgsdesk.application.rota.absences import (
    AddBlackout,
    EndExemption,
    ExemptHost,
    RemoveBlackout,
    WithdrawHost,
)
from dgsdesk.application.rota.acts import LockTurn, MoveTurn, RemoveTurn
from dgsdesk.application.rota.communes import ArrangeRoom, JoinNetwork, MergeCommunes
from dgsdesk.application.rota.page import RotaPage, RotaRow, TurnCell
from dgsdesk.desktop.components.check_grid import CheckGrid, Tick
from dgsdesk.desktop.components.fields import choice_field, choose, day_field, day_of, show_day, text_field
from dgsdesk.desktop.components.optional_date import OptionalDate
from dgsdesk.desktop.rota.act_form import ActForm
from dgsdesk.desktop.rota.change_guide import ChangeGuide, Wish
from dgsdesk.domain.errors import KnownError
from dgsdesk.domain.host_rota import BlackoutKind
from dgsdesk.domain.wording import THIN, date_full, weekday_and_day

_MOST_PEOPLE = 3_000_000
_MOST_SEATS = 10_000


class CommuneActs(QObject):
    """``opened`` when a form asks; the acts themselves go through the guide."""

    opened = Signal()

    def __init__(self, guide: ChangeGuide, form: ActForm) -> None:
        super().__init__(form)
        self._guide = guide
        self._form = form

    def _ask(
        self,
        title: str,
        words: str,
        fields: Sequence[tuple[str, QWidget]],
        wish: Callable[[], Wish],
    ) -> None:
        self._form.ask(title, words, self.tr("Voir ce qui change"), fields, lambda: self._send(wish()))
        self.opened.emit()

    def _send(self, wish: Wish) -> None:
        self._guide.propose(wish, failed=self._say)

    def _say(self, error: KnownError) -> None:
        self._form.show_error(self._guide.host.message_for(error))

    # -- one turn ----------------------------------------

    def withdraw(self, turn: TurnCell, name: str) -> None:
        """A host that cannot take its turn after all."""
        reason = text_field("")
        title = self.tr("{} se désiste du {}").format(name, weekday_and_day(turn.day))
        self._ask(
            title,
            self.tr("La commune reste redevable de son tour ; une autre prend la date."),
            [(self.tr("Motif"), reason)],
            lambda: Wish(
                WithdrawHost(turn.id, reason.text()),
                f"{title}{THIN}?",
                self.tr("Noter le désistement"),
                heading=self.tr("La date"),
                turns=(turn.id,),
                follow=turn.id,
            ),
        )

    def to_the_seat(self, turn: TurnCell, page: RotaPage) -> None:
        """The EPCI receives at its own seat, and the date counts for nobody."""
        self._guide.propose(
            Wish(
                MoveTurn(turn.id, page.seat_id),
                self.tr("Se réunir au siège le {}").format(date_full(turn.day)) + f"{THIN}?",
                self.tr("Se réunir au siège"),
                self.tr("La date n’est comptée à aucune commune."),
                self.tr("La date"),
                (turn.id,),
                turn.id,
            )
        )

    def unlock(self, turn: TurnCell) -> None:
        """Let a turn follow the plan again; asked only where that changes a host."""
        command = LockTurn(turn.id, False)
        title = self.tr("Déverrouiller le {}").format(date_full(turn.day)) + f"{THIN}?"
        self._guide.propose(Wish(command, title, self.tr("Déverrouiller"), follow=turn.id, asks_always=False))

    def remove(self, turn: TurnCell) -> None:
        """Take a proposed date out; asked only where that changes another host."""
        title = self.tr("Retirer le {}").format(date_full(turn.day)) + f"{THIN}?"
        self._guide.propose(Wish(RemoveTurn(turn.id), title, self.tr("Retirer"), asks_always=False))

    # -- one commune ----------------------------------------

    def black_out(self, row: RotaRow, month: date) -> None:
        """Days on which a commune cannot host: once, every year, or all before a day."""
        kind = choice_field(
            self.tr("Quand"),
            [
                (BlackoutKind.ONCE.value, self.tr("Une seule fois")),
                (BlackoutKind.YEARLY.value, self.tr("Chaque année")),
                (BlackoutKind.NOT_BEFORE.value, self.tr("Pas avant une date")),
            ],
        )
        starts, ends = day_field(""), day_field("")
        show_day(starts, month)
        show_day(ends, month.replace(day=monthrange(month.year, month.month)[1]))
        reason = text_field("")
        fields = [
            (self.tr("Quand"), kind),
            (self.tr("Premier jour"), starts),
            (self.tr("Dernier jour"), ends),
            (self.tr("Motif"), reason),
        ]

        def arrange() -> None:
            until = kind.currentData() == BlackoutKind.NOT_BEFORE.value
            ends.setEnabled(not until)
            label = self.tr("Peut accueillir à partir du") if until else self.tr("Premier jour")
            self._form.rename(starts, label)

        kind.currentIndexChanged.connect(arrange)
        title = self.tr("{} : indisponibilité").format(row.name)

        def wish() -> Wish:
            chosen, last = BlackoutKind(kind.currentData()), day_of(ends)
            if chosen is BlackoutKind.NOT_BEFORE:
                last = day_of(starts) - timedelta(days=1)
            command = AddBlackout(row.organisation_id, day_of(starts), last, reason.text(), chosen)
            return Wish(command, f"{title}{THIN}?", self.tr("Noter l’indisponibilité"))

        words = self.tr("La commune reste redevable ; le tour se refait autour de ces jours.")
        self._ask(title, words, fields, wish)

    def exempt(self, row: RotaRow, today: date) -> None:
        """A commune that owes no turn, for a time or for good."""
        starts, reason = day_field(""), text_field("")
        until = OptionalDate(self._form.theme, self.tr("Jusqu’au"), self.tr("Dernier jour de l’exemption"))
        show_day(starts, today)
        title = self.tr("Exempter {}").format(row.name)
        self._ask(
            title,
            self.tr(
                "Une commune exemptée n’accueille pas et ne doit rien ; sans date de fin, c’est pour de bon."
            ),
            [(self.tr("À partir du"), starts), ("", until), (self.tr("Motif"), reason)],
            lambda: Wish(
                ExemptHost(row.organisation_id, day_of(starts), until.value(), reason.text()),
                f"{title}{THIN}?",
                self.tr("Exempter"),
            ),
        )

    def arrange_room(self, row: RotaRow, page: RotaPage) -> None:
        """How many a commune can receive, and in whose room."""
        size = QSpinBox()
        size.setRange(0, _MOST_SEATS)
        size.setSpecialValueText(self.tr("Assez grande pour tous"))
        size.setValue(row.capacity or 0)
        others = [(other.organisation_id, other.name) for other in page.rows if other is not row]
        lender = choice_field(self.tr("Reçoit dans"))
        for value, text in [
            ("", self.tr("Sa propre salle")),
            (page.seat_id, self.tr("Au siège, {}").format(page.seat)),
            *((key, self.tr("Chez {}").format(name)) for key, name in others),
        ]:
            lender.addItem(text, value)
        choose(lender, row.lender_id)
        title = self.tr("{} : salle de réunion").format(row.name)
        self._ask(
            title,
            self.tr(
                "Trop petite, elle n’accueille que les formats qui y tiennent ; "
                "dans la salle d’une voisine ou au siège, le tour reste le sien."
            ),
            [(self.tr("Places"), size), (self.tr("Reçoit dans"), lender)],
            lambda: Wish(
                ArrangeRoom(row.organisation_id, size.value() or None, lender.currentData() or None),
                f"{title}{THIN}?",
                self.tr("Noter la salle"),
            ),
        )

    def leave(self, row: RotaRow, today: date) -> None:
        """A commune that leaves the network."""
        last = day_field("")
        show_day(last, today)
        title = self.tr("{} quitte le réseau").format(row.name)
        self._ask(
            title,
            self.tr("Ses tours passés restent comptés ; elle n’accueille plus après ce jour."),
            [(self.tr("Dernier jour dans le réseau"), last)],
            lambda: Wish(
                EndMembership(row.organisation_id, day_of(last)),
                f"{title}{THIN}?",
                self.tr("Noter le départ"),
            ),
        )

    def lift(self, absence_id: str, exempts: bool) -> None:
        """End a blackout or an exemption."""
        command = EndExemption(absence_id) if exempts else RemoveBlackout(absence_id)
        title = self.tr("Lever l’exemption") if exempts else self.tr("Lever l’indisponibilité")
        self._guide.propose(Wish(command, f"{title}{THIN}?", self.tr("Lever")))

    # -- the network ----------------------------------------

    def join(self, today: date) -> None:
        """A commune that enters the network."""
        name, code, day = text_field(""), text_field(""), day_field("")
        people = QSpinBox()
        people.setRange(0, _MOST_PEOPLE)
        people.setGroupSeparatorShown(True)
        show_day(day, today)
        self._ask(
            self.tr("Une commune entre dans le réseau"),
            self.tr(
                "Elle commence à zéro : ni première à passer, ni débitrice du passé. Population et mairie "
                "viennent des données publiques si son nom y est."
            ),
            [
                (self.tr("Nom de la commune"), name),
                (self.tr("Code INSEE, s’il est connu"), code),
                (self.tr("Habitants"), people),
                (self.tr("Premier jour dans le réseau"), day),
            ],
            lambda: Wish(
                JoinNetwork(name.text(), day_of(day), code.text(), people.value()),
                self.tr("{} entre dans le réseau").format(name.text().strip()) + f"{THIN}?",
                self.tr("L’accueillir"),
            ),
        )

    def merge(self, page: RotaPage, row: RotaRow | None) -> None:
        """A commune nouvelle of several."""
        parts = CheckGrid(self._form.theme, self.tr("Communes qui fusionnent"))
        parts.show_ticks(
            [Tick(one.organisation_id, one.name, row is not None and one is row) for one in page.rows]
        )
        parts.ticked.connect(partial(_tick, parts))
        name, day = text_field(""), day_field("")
        show_day(day, date(page.today.year + 1, 1, 1))
        self._ask(
            self.tr("Créer une commune nouvelle"),
            self.tr(
                "Elle reprend les dettes de ses communes, en moyenne selon leur population, "
                "leur dernier tour et leurs dates à venir."
            ),
            [
                (self.tr("Communes qui fusionnent"), parts),
                (self.tr("Nom de la commune nouvelle"), name),
                (self.tr("À partir du"), day),
            ],
            lambda: Wish(
                MergeCommunes(
                    tuple(tick.key for tick in parts.ticks.ticks() if tick.ticked), name.text(), day_of(day)
                ),
                self.tr("Créer {}").format(name.text().strip()) + f"{THIN}?",
                self.tr("Créer la commune nouvelle"),
            ),
        )


def _tick(grid: CheckGrid, key: str, on: bool) -> None:
    grid.show_ticks(
        [Tick(one.key, one.name, on if one.key == key else one.ticked) for one in grid.ticks.ticks()]
    )
