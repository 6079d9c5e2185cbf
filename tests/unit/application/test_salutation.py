"""How readers are addressed: by gender, between peers, at a town hall without a director, all together."""

from __future__ import annotations

import pytest

from dgsdesk.application.mailing.mailing import Recipient, merged
from dgsdesk.application.mailing.salutation import (
    CALL,
    Reader,
    call_of_all,
    fields_of,
    fields_of_all,
    merged_text,
)
from dgsdesk.domain.audience import Audience
from dgsdesk.domain.network import Civility


@pytest.mark.parametrize(
    ("reader", "greeting"),
    [
        (Reader("Anne LE GALL", "DGS", Audience.DIRECTORS, Civility.MADAM), "Chère collègue,"),
        (Reader("Jean PETIT", "SGM", Audience.DIRECTORS, Civility.SIR), "Cher collègue,"),
        (Reader("", "DGS de Clisson", Audience.DIRECTORS), "Bonjour,"),
        (
            Reader("Mairie de Gorges", "SGM", Audience.DIRECTORS, Civility.MADAM, town_hall=True),
            "Madame, Monsieur,",
        ),
        (Reader("Léa ROY", "maire", Audience.ELECTED, Civility.MADAM, mayor=True), "Madame la Maire,"),
        (Reader("Luc ROY", "maire", Audience.ELECTED, Civility.SIR, mayor=True), "Monsieur le Maire,"),
        (Reader("", "maire de Clisson", Audience.ELECTED, mayor=True), "Madame, Monsieur,"),
        (Reader("Zoé NOËL", "DST", Audience.EXECUTIVES, Civility.MADAM), "Madame,"),
        (Reader("Zoé NOËL", "DST", Audience.EXECUTIVES), "Madame, Monsieur,"),
    ],
)
def test_one_reader_is_addressed_as_they_are(reader: Reader, greeting: str) -> None:
    assert merged_text(CALL, fields_of(reader)) == greeting


def test_all_together_are_colleagues_unless_elected_members_read() -> None:
    assert call_of_all([Audience.DIRECTORS]) == "Chères et chers collègues"
    assert call_of_all([Audience.DIRECTORS, Audience.EXECUTIVES]) == "Chères et chers collègues"
    assert call_of_all([Audience.DIRECTORS, Audience.ELECTED]) == "Mesdames, Messieurs"
    assert call_of_all([Audience.ELECTED]) == "Mesdames, Messieurs"
    assert fields_of_all([Audience.DIRECTORS])["édition"] == "DGS seuls"


def test_fields_are_filled_in_once_and_unknown_braces_stay() -> None:
    reader = Reader("{qualité}", "DGS de Gétigné", Audience.DIRECTORS, Civility.MADAM)
    text = "{nom} ({qualité}, {édition}) {autre} {"
    assert merged_text(text, fields_of(reader)) == "Madame {qualité} (DGS de Gétigné, DGS seuls) {autre} {"


def test_a_mailbox_of_two_people_is_nobody_in_particular() -> None:
    one = Recipient("Anne LE GALL", "mairie@a.invalid", "SGM de Boussay", civility=Civility.MADAM)
    other = Recipient("Jean PETIT", "Mairie@a.invalid", "SGM de Gétigné", civility=Civility.SIR)
    (shared,) = merged([one, other])
    assert merged_text(CALL, fields_of(shared.reader)) == "Madame, Monsieur,"
    (same,) = merged([one, Recipient("Anne LE GALL", "mairie@a.invalid", "SGM de Gétigné")])
    assert merged_text(CALL, fields_of(same.reader)) == "Chère collègue,"
