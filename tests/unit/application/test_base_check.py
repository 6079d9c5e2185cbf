"""The checker of base files says what is lacking, and what each thing is for."""

from __future__ import annotations

import io

import docx
import pytest

from dgsdesk.application.desk import Desk
from dgsdesk.application.directory.base_check import base_check
from dgsdesk.domain.errors import BadInput
from dgsdesk.formats.docx.names import NEEDED_STYLES
from dgsdesk.shipped import shipped
from tests.formats.docx_pieces import docx_of, p


def test_our_own_base_lacks_nothing(clisson: Desk) -> None:
    found = clisson.ask(base_check, "base.docx", shipped("base.docx").read_bytes())
    assert found.is_complete
    assert found.sentences == ("Cette base contient tous les styles utiles.",)


def test_a_plain_word_file_is_told_what_it_lacks(clisson: Desk) -> None:
    saved = io.BytesIO()
    docx.Document().save(saved)
    found = clisson.ask(base_check, "mairie.docx", saved.getvalue())
    assert not found.is_complete
    names = {style.name: style.use for style in found.lacking}
    assert names["DGS Décision"] == "décisions encadrées"
    assert "Titre" not in names
    styles, footer = found.sentences
    assert styles.startswith(f"{len(names)}\u00a0styles manquent à cette base")
    assert "{{pied}}" in footer


def test_a_file_that_lacks_everything_names_every_style(clisson: Desk) -> None:
    found = clisson.ask(base_check, "nue.docx", docx_of(p()))
    assert len({(style.name, style.use) for style in found.lacking}) == len(NEEDED_STYLES)


def test_a_file_of_another_kind_is_refused(clisson: Desk) -> None:
    with pytest.raises(BadInput, match="bad_letterhead_file"):
        clisson.ask(base_check, "mairie.odt", b"%PDF-1.7")


def test_a_hostile_file_is_refused_as_a_letterhead(clisson: Desk) -> None:
    bomb = docx_of(p(), styles="<w:styles>" + " " * 70_000_000 + "</w:styles>")
    with pytest.raises(BadInput, match="bad_letterhead_file"):
        clisson.ask(base_check, "bombe.docx", bomb)
