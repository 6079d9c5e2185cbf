"""Spelling: French words, those of the directory, and the network's own, which are kept with it.

Own words belong to the network, not to one person's settings: they are its names and its jargon, the next
host meets the same ones, they travel with its file and its backups, and adding one can be undone.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from dgsdesk.application.command import Act, Command, handles
from dgsdesk.application.desk import View
from dgsdesk.application.ports.spelling import Lexicon
from dgsdesk.application.sentences import add_sentences
from dgsdesk.application.words import required
from dgsdesk.domain.circle import Circle
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.network import Appointment, Commission, KnownWord, Network, Organisation, Person
from dgsdesk.domain.spelling import Misspelt, distance_within, misspelt_in, words_of, written_like

SUGGESTIONS = 7

LINES_KNOWN = 2_000
"""Lines that stay judged: a text is looked at anew at another size, or for its next fault."""

add_sentences(
    {
        "not_one_word": (
            "Le dictionnaire du réseau ne prend qu’un mot à la fois.",
            "Choisissez un seul mot, sans espace. Rien n’a été changé.",
        ),
    }
)


@dataclass(frozen=True)
class Spelling:
    """What knows whether words are spelt right; asked while one types, in the interface's thread."""

    lexicon: Lexicon
    names: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    _asked: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)
    _lines: dict[str, list[Misspelt]] = field(default_factory=dict, compare=False, repr=False)

    def misspelt(self, text: str) -> list[Misspelt]:
        """Return the unknown words of a line."""
        found = self._lines.get(text)
        if found is None:
            if len(self._lines) >= LINES_KNOWN:
                self._lines.clear()
            found = self._lines[text] = misspelt_in(text, self._holds)
        return found

    def suggest(self, word: str) -> tuple[str, ...]:
        """Return what may have been meant, the likeliest first."""
        small = word.lower()
        names = [
            name
            for name in sorted(self.names | self.own)
            if distance_within(_bare(name), _bare(word), 1 + (len(word) > 6)) is not None
        ]
        return written_like(word, (*names, *self.lexicon.near(small, SUGGESTIONS)))[:SUGGESTIONS]

    def _holds(self, word: str) -> bool:
        known = self._asked.get(word)
        if known is None:
            known = word in self.own or word in self.names or self.lexicon.holds(word)
            self._asked[word] = known
        return known


def _bare(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(c))


def spelling(view: View) -> Spelling:
    """Read the lexicon, the directory's words and the network's own."""
    view.lexicon.load()
    own = frozenset(word.word for word in view.store.find(KnownWord))
    return Spelling(view.lexicon, words_of(_names(view)), own)


def _names(view: View) -> Iterator[str]:
    """Give what the directory names: nobody is misspelt in one's own house."""
    store = view.store
    for network in store.find(Network):
        yield network.name
    for organisation in store.find(Organisation):
        yield from (organisation.name, organisation.town, organisation.address, organisation.room)
    for person in store.find(Person):
        yield from (person.given_name, person.family_name)
    for post in store.find(Appointment):
        yield post.title
    for commission in store.find(Commission):
        yield commission.name
    for circle in store.find(Circle):
        yield circle.name


@dataclass(frozen=True)
class LearnWord(Command[None]):
    """Add a word to the network's own; one that is there already changes nothing."""

    word: str


@handles(LearnWord, "Mot « {word} » ajouté au dictionnaire du réseau")
def learn_word(act: Act, command: LearnWord) -> None:
    word = required(command.word, "mot").replace("’", "'")
    if any(letter.isspace() for letter in word):
        raise BadInput("not_one_word", where=word)
    if not act.store.find(KnownWord, word=word):
        act.store.add(KnownWord(id=act.new_id(), word=word))
    act.tell(word=command.word)


@dataclass(frozen=True)
class ForgetWord(Command[None]):
    """Take a word out of the network's own."""

    word: str


@handles(ForgetWord, "Mot « {word} » retiré du dictionnaire du réseau")
def forget_word(act: Act, command: ForgetWord) -> None:
    for known in act.store.find(KnownWord, word=command.word.replace("’", "'")):
        act.store.remove(known)
    act.tell(word=command.word)
