"""Tracked changes of every kind, accepted, refused and shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from dgsdesk.domain.read_document import Change, ChangeKind, Changes
from dgsdesk.domain.richtext import Heading, Paragraph, Run
from dgsdesk.formats.docx.read import read_docx
from tests.formats.docx_pieces import CORPUS, cell, docx_of, gone, ins, p, r, row, step, texts

TRIPLES = sorted(CORPUS.glob("*RP*-Accepted.docx"))


@pytest.mark.skipif(not TRIPLES, reason="the corpus is not here")
@pytest.mark.parametrize("path", TRIPLES, ids=lambda path: path.name.split("__")[1][:5])
def test_accepted_and_rejected_texts_are_those_of_the_oracle(path: Path) -> None:
    original = path.with_name(path.name.replace("-Accepted", "")).read_bytes()
    rejected = path.with_name(path.name.replace("-Accepted", "-Rejected")).read_bytes()
    assert texts(read_docx(original, Changes.ACCEPT)) == texts(read_docx(path.read_bytes()))
    assert texts(read_docx(original, Changes.REJECT)) == texts(read_docx(rejected))


def both(body: str) -> tuple[list[object], list[object]]:
    data = docx_of(body)
    return texts(read_docx(data, Changes.ACCEPT)), texts(read_docx(data, Changes.REJECT))


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        (p(r("a "), ins(r("b ")), gone("c "), r("d")), ["a b d"], ["a c d"]),
        (p(ins(r("x"), gone("y"))), ["x"], [""]),
        (p(r("un"), mark="del") + p(r("deux")), ["undeux"], ["un", "deux"]),
        (p(r("un"), mark="ins") + p(r("deux")), ["un", "deux"], ["undeux"]),
        (p(gone("parti"), mark="del") + p(r("reste")), ["reste"], ["parti", "reste"]),
        (p(r("reste")) + p(ins(r("ajout")), mark="ins"), ["reste", "ajout"], ["reste"]),
        (p(r("reste")) + p(gone("fin"), mark="del"), ["reste"], ["reste", "fin"]),
        (p(r("reste"), mark="ins") + p(ins(r("ajout"))), ["reste", "ajout"], ["reste"]),
        (
            p(gone("avant"), mark="del") + f"<w:tbl>{row(cell(p(r('t'))))}</w:tbl>" + p(),
            [[["t"]], ""],
            ["avant", [["t"]], ""],
        ),
        (
            f"<w:tbl>{row(cell(p(r('1'))))}{row(cell(p(gone('2'))), mark='<w:del/>')}</w:tbl>" + p(),
            [[["1"]], ""],
            [[["1"], ["2"]], ""],
        ),
        (
            f"<w:tbl>{row(cell(p(r('1'))), cell(p(ins(r('2'))), mark='<w:cellIns/>'))}</w:tbl>" + p(),
            [[["1", "2"]], ""],
            [[["1"]], ""],
        ),
        (
            "<w:sdt><w:sdtContent>" + p(r("contrôle ")) + "</w:sdtContent></w:sdt>"
            + p("<w:sdt><w:sdtContent>" + r("dedans") + "</w:sdtContent></w:sdt>"),
            ["contrôle ", "dedans"],
            ["contrôle ", "dedans"],
        ),
        (
            '<w:moveFromRangeStart w:id="5" w:name="m"/>'
            + p(gone("un", "moveFrom"), mark="moveFrom") + p(gone("deux", "moveFrom"), mark="moveFrom")
            + '<w:moveFromRangeEnd w:id="5"/>' + p(r("fixe"))
            + '<w:moveToRangeStart w:id="6" w:name="m"/>'
            + p(ins(r("un"), kind="moveTo"), mark="moveTo") + p(ins(r("deux"), kind="moveTo"), mark="moveTo")
            + '<w:moveToRangeEnd w:id="6"/>',
            ["fixe", "un", "deux"],
            ["un", "deux", "fixe"],
        ),
    ],
)  # fmt: skip
def test_changes_are_settled(body: str, accepted: list[object], rejected: list[object]) -> None:
    assert both(body) == (accepted, rejected)


WHO = 'w:author="Anne" w:date="2026-11-24T09:00:00Z"'
MATHS = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'


def formula(name: str, *, revision: str = "") -> str:
    look = f"<m:ctrlPr><w:rPr/>{revision}</m:ctrlPr>"
    return (
        f"<m:oMath {MATHS}><m:d><m:dPr>{look}</m:dPr><m:e><m:r><m:t>{name}</m:t></m:r></m:e></m:d></m:oMath>"
    )


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


@pytest.mark.parametrize(
    ("body", "accepted", "rejected"),
    [
        pytest.param(
            p(
                step("begin"), '<w:r><w:instrText> DATE </w:instrText></w:r>',
                f'<w:del {WHO}><w:r><w:delInstrText> TIME </w:delInstrText></w:r></w:del>',
                step("separate"), ins(r("24")), gone("8 h"), step("end"),
            ),
            ["24"], ["8 h"], id="field code",
        ),
        pytest.param(
            p(formula("x"), formula("y", revision=f"<w:del {WHO}/>"), r(" fin")),
            ["xy fin"], ["xy fin"], id="mark of a formula",
        ),
        pytest.param(p(ins(formula("x")), r("z")), ["xz"], ["z"], id="inserted formula"),
        pytest.param(
            f'<w:customXmlInsRangeStart w:id="1" {WHO}/><w:sdt><w:sdtPr/><w:sdtContent>'
            f'<w:customXmlInsRangeEnd w:id="1"/>{p(r("contrôlé"))}<w:customXmlInsRangeStart w:id="2" {WHO}/>'
            '</w:sdtContent></w:sdt><w:customXmlInsRangeEnd w:id="2"/>',
            ["contrôlé"], ["contrôlé"], id="content control put around a text",
        ),
        pytest.param(
            p(r("a"), before=f'<w:numPr><w:numId w:val="1"/><w:ins {WHO}/></w:numPr>')
            + p(r("b"), before=f'<w:numPr><w:numId w:val="1"/><w:numberingChange {WHO}/></w:numPr>'),
            ["a", "b"], ["a", "b"], id="numbering",
        ),
        pytest.param(
            p(r("a"), before=f"<w:sectPr><w:sectPrChange {WHO}><w:sectPr/></w:sectPrChange></w:sectPr>")
            + p(r("b")),
            ["a", "b"], ["a", "b"], id="section",
        ),
        pytest.param(
            f'<w:tbl><w:tblPr><w:tblPrChange {WHO}><w:tblPr/></w:tblPrChange></w:tblPr>'
            '<w:tblGrid><w:gridCol w:w="9"/><w:tblGridChange w:id="1"/></w:tblGrid>'
            + row(cell(p(r("1"))), mark=f"<w:trPrChange {WHO}><w:trPr/></w:trPrChange>") + "</w:tbl>" + p(),
            [[["1"]], ""], [[["1"]], ""], id="looks of a table",
        ),
        pytest.param(
            table(row(cell(p(r("1")), mark=f'<w:cellMerge {WHO} w:vMerge="rest"/>'), cell(p(r("2")))),
                  row(cell(p(), mark=f'<w:cellMerge {WHO} w:vMerge="cont"/>'), cell(p(r("3"))))) + p(),
            [[["1", "2"], ["", "3"]], ""], [[["1", "2"], ["", "3"]], ""], id="merged cells",
        ),
        pytest.param(
            table(row(cell(p(r("1"))), cell(p(gone("2"), mark="del"), mark="<w:cellDel/>"))) + p(),
            [[["1"]], ""], [[["1", "2"]], ""], id="deleted cell",
        ),
        pytest.param(
            table(row(cell(p(r("1")), p(gone("fin"), mark="del")))) + p(),
            [[["1"]], ""], [[["1\nfin"]], ""], id="end of a cell",
        ),
        pytest.param(
            table(row(cell(p(gone("tout"), mark="del")))) + p(),
            [[[""]], ""], [[["tout"]], ""], id="all of a cell",
        ),
        pytest.param(
            p(r("avant "), mark="ins") + table(row(cell(p(ins(r("t")))), mark=f"<w:ins {WHO}/>"))
            + p(r("après")),
            ["avant ", [["t"]], "après"], ["avant ", "après"], id="inserted table parts a paragraph",
        ),
        pytest.param(
            table(row(cell(p(r("1"))))) + p(gone("entre"), mark="del") + table(row(cell(p(r("2"))))) + p(),
            [[["1"], ["2"]], ""], [[["1"]], "entre", [["2"]], ""], id="tables that nothing parts any more",
        ),
        pytest.param(
            p(r("un"), mark="del") + p(gone("deux"), mark="del") + p(gone("trois"), r("quatre")),
            ["unquatre"], ["un", "deux", "troisquatre"], id="ends deleted in a row",
        ),
        pytest.param(
            p(f'<w:ins {WHO}><w:del {WHO}><w:r><w:delText>x</w:delText></w:r></w:del></w:ins>', r("y")),
            ["y"], ["y"], id="inserted by one, deleted by another",
        ),
        pytest.param(
            p(r("un"), mark=f"ins {WHO}/><w:del") + p(r("deux")),
            ["undeux"], ["undeux"], id="end inserted, then deleted",
        ),
    ],
)  # fmt: skip
def test_changes_of_every_kind_are_settled(body: str, accepted: list[object], rejected: list[object]) -> None:
    assert both(body) == (accepted, rejected)


def test_a_footnote_goes_with_the_change_that_holds_it() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    data = docx_of(
        p(r("un"), f"<w:del {WHO}>{mark}</w:del>", mark),
        ("footnotes", "footnotes.xml"),
        footnotes=f'<w:footnotes NAMES><w:footnote w:id="2">{p(gone("Vieux"), ins(r("Neuf")))}</w:footnote>'
        "</w:footnotes>",
    )
    assert [note.text for note in read_docx(data, Changes.ACCEPT).notes] == ["Neuf"]
    assert [note.text for note in read_docx(data, Changes.REJECT).notes] == ["Vieux"]


def test_a_text_box_that_is_written_twice_is_read_once() -> None:
    box = f"<w:txbxContent>{p(r('encadré'))}{p(r('suite'))}</w:txbxContent>"
    both_ways = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f"<mc:Choice><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    read = read_docx(docx_of(p(r("texte"), both_ways)))
    assert texts(read) == ["texte"]
    assert [note.text for note in read.notes] == ["encadré\nsuite"]


def test_a_text_in_a_moved_range_that_did_not_move_stays() -> None:
    start, end = '<w:moveFromRangeStart w:id="5" w:name="m"/>', '<w:moveFromRangeEnd w:id="5"/>'
    body = start + p(gone("parti", "moveFrom"), ins(r("ajouté ici")), mark="moveFrom") + end
    assert both(body)[0] == ["ajouté ici"]


def test_a_refused_change_of_looks_is_undone() -> None:
    change = '<w:rPrChange w:author="A"><w:rPr><w:i/></w:rPr></w:rPrChange>'
    style = '<w:pStyle w:val="Heading1"/><w:pPrChange w:author="A"><w:pPr/></w:pPrChange>'
    data = docx_of(p(r("mot", f"<w:b/>{change}"), before=style))
    assert read_docx(data, Changes.ACCEPT).blocks == (Heading((Run("mot", bold=True),), 1),)
    assert read_docx(data, Changes.REJECT).blocks == (Paragraph((Run("mot", italic=True),)),)


def test_changes_are_listed_with_author_date_and_block() -> None:
    data = docx_of(p(r("un")) + p(ins(r("neuf")), gone("vieux")) + p(r("trois"), mark="ins"))
    read = read_docx(data, Changes.SHOW)
    assert texts(read) == ["un", "neufvieux", "trois"]
    assert read.changes == (
        Change(ChangeKind.INSERT, "Anne", "2026-11-24T09:00:00Z", "neuf", 1),
        Change(ChangeKind.DELETE, "Bruno", "2026-11-25T09:00:00Z", "vieux", 1),
        Change(ChangeKind.INSERT, "A", "2026-11-24T09:00:00Z", "\n", 2),
    )
