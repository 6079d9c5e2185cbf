"""Reading .docx back: what we wrote, what others wrote, and what they changed and said."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from dgsdesk.application.document import Document, DocumentKind
from dgsdesk.domain.errors import BadInput
from dgsdesk.domain.read_document import (
    Changes,
    Comment,
    Reply,
    document_json,
)
from dgsdesk.domain.richtext import (
    Heading,
    Image,
    ListItem,
    Paragraph,
    RichText,
    Run,
    Table,
    block_text,
    printable,
)
from dgsdesk.formats.docx.package import open_package
from dgsdesk.formats.docx.read import read_docx
from dgsdesk.formats.docx.write import write_docx
from tests.formats.docx_pieces import CORPUS, cell, docx_of, gone, p, r, row, step, texts, zipped
from tests.formats.rich_texts import rich_texts
from tests.formats.sample_documents import (
    CREATED,
    LETTERHEAD,
    MINUTES_BODY,
    PLAN,
    PLAN_NAME,
    draft_minutes,
)

# -- what we wrote ------------------------------------------------------------------------------------------


@settings(max_examples=100, deadline=None)
@given(rich_texts)
def test_what_was_written_is_read_again(text: RichText) -> None:
    images = {PLAN_NAME: PLAN}
    document = Document(DocumentKind.OTHER, "Essai", LETTERHEAD, (text,), CREATED, images=images)
    assert read_docx(write_docx(document)).blocks == text.blocks


def test_minutes_come_back_with_anchors_identity_and_pictures() -> None:
    read = read_docx(write_docx(draft_minutes()))
    at = {anchor.name: block_text(read.blocks[anchor.block]) for anchor in read.anchors}
    assert at["dgs_0a1b2c3d_t"] == "1.1 Points d’apport volontaire"
    assert at["dgs_0a1b2c3d_v"] == "Unanimité des présents"
    assert set(MINUTES_BODY.blocks) <= set(read.blocks)
    assert read.identity == {"dgs-meeting": "6d0c7fd5-8b3f-4c6c-9d1c-4e1e1b1f0001", "dgs-version": "2"}
    assert read.identifier == "urn:uuid:6d0c7fd5-8b3f-4c6c-9d1c-4e1e1b1f0001"
    assert read.title == "Compte rendu de la réunion du 10 novembre 2026"
    assert Image("plan.png", "Plan de la voirie", 120.0, PLAN_NAME) in read.blocks
    assert read.images[PLAN_NAME] == PLAN
    assert read.outside == ("https://agglo.invalid/voirie",)


# -- comments, anchors, notes -------------------------------------------------------------------------------


def commented() -> bytes:
    def comment(key: str, author: str, paragraph: str, text: str) -> str:
        return (
            f'<w:comment w:id="{key}" w:author="{author}" w:date="2026-11-25T08:00:00Z">'
            f'<w:p w14:paraId="{paragraph}"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
        )

    entries = (
        ("0", "Anne", "0A", "Pourquoi\u202f?"),
        ("1", "Bruno", "0B", "Parce que."),
        ("2", "Chloé", "0C", "Oui."),
    )
    w15 = 'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    extended = (
        '<w15:commentEx w15:paraId="0A" w15:done="1"/><w15:commentEx w15:paraId="0B" w15:paraIdParent="0A"/>'
        '<w15:commentEx w15:paraId="0C" w15:paraIdParent="0B"/>'
    )
    start, end = '<w:commentRangeStart w:id="0"/>', '<w:commentRangeEnd w:id="0"/>'
    return docx_of(
        p(r("avant")) + p(r("les "), start, gone("abords"), end, r(" nets")),
        ("comments", "comments.xml"),
        ("http://schemas.microsoft.com/office/2011/relationships/commentsExtended", "commentsExtended.xml"),
        comments=f"<w:comments NAMES>{''.join(comment(*entry) for entry in entries)}</w:comments>",
        commentsExtended=f"<w15:commentsEx {w15}>{extended}</w15:commentsEx>",
    )


def test_comments_keep_quote_place_replies_and_whether_they_are_settled() -> None:
    date = "2026-11-25T08:00:00Z"
    replies = (Reply("Bruno", date, "Parce que."), Reply("Chloé", date, "Oui."))
    assert read_docx(commented()).comments == (
        Comment("Anne", date, "Pourquoi\u202f?", "abords", True, replies, 1),
    )


def test_comments_over_one_passage_are_a_thread_where_a_file_knows_no_threads() -> None:
    def comment(key: int, author: str, day: int, text: str) -> str:
        head = f'<w:comment w:id="{key}" w:author="{author}" w:date="2026-11-{day}T08:00:00Z">'
        return f"{head}<w:p>{r(text)}</w:p></w:comment>"

    said = (
        comment(7, "Bruno", 26, "Oui.")
        + comment(3, "Anne", 25, "Vraiment ?")
        + comment(9, "Chloé", 25, "Ailleurs.")
        + comment(8, "Anne", 27, "_Marked as resolved_")
    )
    start, end = '<w:commentRangeStart w:id="{}"/>'.format, '<w:commentRangeEnd w:id="{}"/>'.format
    data = docx_of(
        p(
            r("les "),
            start(3),
            start(7),
            start(8),
            r("abords"),
            end(3),
            end(7),
            end(8),
            start(9),
            r(" nets"),
            end(9),
        ),
        ("comments", "comments.xml"),
        comments=f"<w:comments NAMES>{said}</w:comments>",
    )
    first, second = read_docx(data).comments
    assert (first.author, first.quote, first.resolved) == ("Anne", "abords", True)
    assert [(reply.author, reply.text) for reply in first.replies] == [
        ("Bruno", "Oui."),
        ("Anne", "_Marked as resolved_"),
    ]
    assert (second.author, second.quote, second.replies) == ("Chloé", "nets", ())


def test_copies_of_an_anchor_are_folded_and_live_text_wins() -> None:
    def named(name: str, key: int) -> str:
        return f'<w:bookmarkStart w:id="{key}" w:name="{name}"/><w:bookmarkEnd w:id="{key}"/>'

    cut_away = gone("Titre").replace("<w:r>", named("dgs_0a1b2c3d_t", 1) + "<w:r>", 1)
    pasted = p(named("dgs_0a1b2c3d_t_Copy_1", 2), r("Titre"))
    vote = p(named("dgs_99999999_v", 3), r("vote"))
    copied = p(named("dgs_99999999_v_Copy_1", 4), r("copie"), named("_GoBack", 5))
    read = read_docx(docx_of(p(cut_away) + p(r("milieu")) + pasted + vote + copied))
    assert [(anchor.name, block_text(read.blocks[anchor.block])) for anchor in read.anchors] == [
        ("dgs_0a1b2c3d_t", "Titre"),
        ("dgs_99999999_v", "vote"),
    ]


def test_footnotes_and_text_boxes_are_kept_beside_the_text() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p(r('encadré'))}</w:txbxContent></w:pict></w:r>"
    data = docx_of(
        p(r("un")) + p(r("deux"), '<w:r><w:footnoteReference w:id="2"/></w:r>', box),
        ("footnotes", "footnotes.xml"),
        footnotes=f'<w:footnotes NAMES><w:footnote w:id="2">{p(r("Source."))}</w:footnote></w:footnotes>',
    )
    read = read_docx(data)
    assert texts(read) == ["un", "deux"]
    assert [(note.kind, note.text, note.block) for note in read.notes] == [
        ("footnote", "Source.", 1),
        ("text_box", "encadré", 1),
    ]


# -- other people's habits ----------------------------------------------------------------------------------


def test_looks_by_style_and_lists_by_style_are_understood() -> None:
    styles = (
        '<w:styles NAMES><w:style w:styleId="Titre2"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:styleId="Sous"><w:name w:val="Sous-titre maison"/><w:basedOn w:val="Titre2"/></w:style>'
        '<w:style w:styleId="Gras"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Puce"><w:name w:val="List Bullet"/><w:pPr>'
        '<w:numPr><w:numId w:val="7"/></w:numPr></w:pPr></w:style></w:styles>'
    )
    numbering = (
        '<w:numbering NAMES><w:abstractNum w:abstractNumId="3">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="lowerLetter"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
    )
    second = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr>'
    none = '<w:pStyle w:val="Puce"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    data = docx_of(
        p(r("T"), before='<w:pStyle w:val="Sous"/>') + p(r("a"), before='<w:pStyle w:val="Puce"/>')
        + p(r("b"), before=second) + p(r("c"), before=none) + p(r("d", '<w:rStyle w:val="Gras"/>')),
        ("styles", "styles.xml"), ("numbering", "numbering.xml"), styles=styles, numbering=numbering,
    )  # fmt: skip
    assert read_docx(data).blocks == (
        Heading((Run("T"),), 2),
        ListItem((Run("a"),), 0, ordered=False),
        ListItem((Run("b"),), 1, ordered=True),
        Paragraph((Run("c"),)),
        Paragraph((Run("d", bold=True),)),
    )


def test_a_strict_document_reads_like_any_other() -> None:
    usual = docx_of(p(r("texte", "<w:b/>")))
    parts = {name: open_package(usual).read(name) for name in open_package(usual).names}
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/"
    word = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    for name, data in parts.items():
        data = data.replace(word, b"http://purl.oclc.org/ooxml/wordprocessingml/main")
        parts[name] = data.replace(office, b"http://purl.oclc.org/ooxml/officeDocument/")
    assert read_docx(zipped(parts)).blocks == (Paragraph((Run("texte", bold=True),)),)


def test_a_giant_span_is_clamped() -> None:
    wide = cell(p(r("large")), mark='<w:gridSpan w:val="30000000"/>')
    (table, _) = read_docx(docx_of(f"<w:tbl>{row(wide)}</w:tbl>" + p())).blocks
    assert isinstance(table, Table)
    assert table.rows[0][0].span == 63


def test_link_fields_and_breaks() -> None:
    code = '<w:r><w:instrText> HYPERLINK "https://agglo.invalid/" </w:instrText></w:r>'
    special = "<w:r><w:t>a</w:t><w:tab/><w:br/><w:noBreakHyphen/></w:r>"
    read = read_docx(docx_of(p(step("begin"), code, step("separate"), r("ici"), step("end"), special)))
    assert read.blocks == (Paragraph((Run("ici", link="https://agglo.invalid/"), Run("a\t\n\u2011"))),)


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not here")
@pytest.mark.parametrize("changes", Changes)
def test_every_file_of_the_corpus_is_read_or_refused(changes: Changes) -> None:
    refused = {}
    for path in sorted(CORPUS.iterdir()):
        try:
            assert document_json(read_docx(path.read_bytes(), changes))["blocks"]
        except BadInput as refusal:
            refused[path.name] = refusal.code
    assert set(refused.values()) <= {"docx_encrypted", "docx_damaged"}
    assert len(refused) == 8


def test_unprintable_characters_never_reach_a_file() -> None:
    text = RichText((Paragraph((Run("a\x00b\x0bc"),)),))
    document = Document(DocumentKind.OTHER, "E\x01", LETTERHEAD, (text,), CREATED)
    assert texts(read_docx(write_docx(document))) == [printable("abc")]
