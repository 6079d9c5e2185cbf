"""What a command carries that somebody typed."""

from __future__ import annotations

from dgsdesk.application.agenda.acts import EditItem, RemoveItem
from dgsdesk.application.grey_zone.acts import EditGreyZone
from dgsdesk.application.minutes.holding import WriteEntry
from dgsdesk.application.typed_words import typed_words
from dgsdesk.domain.richtext import RichText, paragraph


def test_texts_are_words_ids_are_none() -> None:
    assert typed_words(EditItem("4f3c", recall=" Ce que nous avions dit ")) == ["Ce que nous avions dit"]
    assert typed_words(RemoveItem("4f3c")) == []
    assert typed_words(EditGreyZone("4f3c", solution="Sel", texts="Sel")) == ["Sel"]


def test_a_written_text_is_given_whole() -> None:
    text = RichText((paragraph("Un."), paragraph("Deux.")))
    assert typed_words(WriteEntry("4f3c", text)) == ["Un.\nDeux."]
