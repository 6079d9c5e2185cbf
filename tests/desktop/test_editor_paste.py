"""What Word, Outlook, LibreOffice, Google Docs and web pages put on the clipboard, cleaned."""

from __future__ import annotations

import subprocess
import sys

from dgsdesk.desktop.editor.paste import from_html, from_plain, pictures_in
from dgsdesk.desktop.editor.rtf import rtf_as_html
from dgsdesk.domain.richtext import Cell, Heading, ListItem, Paragraph, RichText, Run, Table, plain_text

N = "\u00a0"

WORD_TABLE = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta name=ProgId content=Word.Document><!--[if gte mso 9]><xml><w:WordDocument>
<w:View>Normal</w:View></w:WordDocument></xml><![endif]--><style><!-- p.MsoNormal {mso-style-qformat:yes} -->
</style></head><body lang=FR><!--StartFragment--><h2><span style='mso-fareast-language:FR'>Voirie<o:p></o:p>
</span></h2><table class=MsoTableGrid border=1 style='mso-yfti-tbllook:1184'><tr style='mso-yfti-irow:0'>
<td width=200 style='width:150pt'><p class=MsoNormal><b>Commune<o:p></o:p></b></p></td>
<td width=200><p class=MsoNormal>Sel<o:p></o:p></p></td></tr><tr><td colspan=2><p class=MsoNormal>Gorges</p>
<p class=MsoNormal>et Clisson</p></td></tr></table><p class=MsoNormal><span style='mso-spacerun:yes'> </span>
<a href="https://exemple.invalid/page">lien</a> <a href="javascript:alert(1)">piège</a>
<a href="file:///C:/secret.docx">disque</a><o:p>&nbsp;</o:p></p><!--EndFragment--></body></html>"""

OUTLOOK = """<div class=WordSection1><p class=MsoNormal>Bonjour,</p>
<p class=MsoListParagraph style='margin-left:36.0pt;text-indent:-18.0pt'><span
style='font-family:Symbol'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp; </span></span>le sel</p>
<p class=MsoListParagraph style='margin-left:72.0pt;text-indent:-18.0pt'><span
style='font-family:"Courier New"'>o
<span>&nbsp;&nbsp; </span></span>par rue</p>
<p style='margin-left:36.0pt'>1)<span>&nbsp;&nbsp;&nbsp;</span>d’abord</p>
<p class=MsoNormal>o est une lettre</p>
<img src="https://exemple.invalid/pixel.gif" width=1 height=1></div>"""

DOCS = """<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"
style="line-height:1.38"><span style="font-size:11pt;font-weight:400;white-space:pre-wrap;">Un texte </span
><span style="font-weight:700;font-style:italic;text-decoration:none">gras</span></p><ul><li dir="ltr"
style="list-style-type:disc" aria-level="1"><p dir="ltr"
role="presentation"><span>un point</span></p></li><ul>
<li dir="ltr" aria-level="2"><p dir="ltr"><span>dessous</span></p></li></ul></ul></b>
<br class="Apple-interchange">"""

OFFICE = """<!DOCTYPE html><html><head><meta name="generator" content="LibreOffice 7.4 (Linux)"/>
<style type="text/css">p { line-height: 115% }</style></head><body lang="fr-FR"><p style="line-height: 100%">
Une <b>décision</b> <u>soulignée</u></p><ol><li><p>un</p></li><li><p>deux</p></li></ol>
<table cellpadding="4"><thead><tr><th><p>Nom</p></th><th><p>Part</p></th></tr></thead>
<tbody><tr><td><p>Gorges</p></td><td><p>2</p></td></tr></tbody></table></body></html>"""

MAIL_LAYOUT = """<table width="600"><tr><td><table><tr><td>Logo</td></tr></table></td></tr><tr><td>
<script>fetch('https://exemple.invalid')</script><style>.x{background:url(https://exemple.invalid/b.png)}</style>
<p>Le texte</p><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>
<div style="display:none">caché</div><iframe src="https://exemple.invalid"></iframe></td></tr></table>"""


def cell(text: str, span: int = 1, *, bold: bool = False) -> Cell:
    return Cell((Paragraph((Run(text, bold=bold),)),), span)


def test_word_tables_headings_and_links() -> None:
    link = Run("lien", link="https://exemple.invalid/page")
    assert from_html(WORD_TABLE).blocks == (
        Heading((Run("Voirie"),), 2),
        Table(
            (
                (cell("Commune", bold=True), cell("Sel")),
                (Cell((Paragraph((Run("Gorges"),)), Paragraph((Run("et Clisson"),))), 2),),
            )
        ),
        Paragraph((link, Run(" piège disque"))),
    )


def test_outlook_lists_made_of_paragraphs() -> None:
    assert from_html(OUTLOOK).blocks == (
        Paragraph((Run("Bonjour,"),)),
        ListItem((Run("le sel"),), 0),
        ListItem((Run("par rue"),), 1),
        ListItem((Run("d’abord"),), 0, True),
        Paragraph((Run("o est une lettre"),)),
    )


def test_the_number_of_a_heading_does_not_stick_to_it() -> None:
    assert plain_text(from_html('<h2 class="western">1.1Voirie</h2>')) == "1.1 Voirie"
    assert plain_text(from_html("<h2>2e réunion, en 3D</h2>")) == "2e réunion, en 3D"
    numbered = rb"{\rtf1 {\listtext 1.\tab}\pard\outlinelevel0\ls1 Voirie\par}"
    assert from_html(rtf_as_html(numbered)).blocks == (Heading((Run("Voirie"),), 1),)


def test_google_docs() -> None:
    assert from_html(DOCS).blocks == (
        Paragraph((Run("Un texte "), Run("gras", bold=True, italic=True))),
        ListItem((Run("un point"),), 0),
        ListItem((Run("dessous"),), 1),
    )


def test_libreoffice() -> None:
    read = from_html(OFFICE)
    assert read.blocks == (
        Paragraph((Run("Une "), Run("décision", bold=True), Run(" "), Run("soulignée", underline=True))),
        ListItem((Run("un"),), 0, True),
        ListItem((Run("deux"),), 0, True),
        Table(((cell("Nom"), cell("Part")), (cell("Gorges"), cell("2"))), header_rows=1),
    )


def test_tables_that_lay_a_mail_out_give_their_contents() -> None:
    read = from_html(MAIL_LAYOUT)
    assert read.blocks == (
        Paragraph((Run("Logo"),)),
        Paragraph((Run("Le texte"),)),
        Table(((cell("A"), cell("B")), (cell("1"), cell("2"))), header_rows=1),
    )


def test_broken_html_loses_no_words() -> None:
    read = from_html("<table><tr><td>a<td>b<tr><td>c<table><tr><td>d</td></tr><p>e</b></i>")
    assert sorted(plain_text(read).split()) == ["a", "b", "c", "d", "e"]
    assert from_html("<td>x</td></table></tr>").blocks == (Paragraph((Run("x"),)),)
    assert from_html("") == RichText()


WORD_RTF = rb"""{\rtf1\adeflang1025\ansi\ansicpg1252\uc1{\fonttbl{\f0\fbidi Times;}}{\stylesheet{\s0 Normal;}}
{\*\rsidtbl \rsid1}{\info{\author Moi}}\pard\plain \ltrpar\s1\outlinelevel0 {\b Voirie\par }
\pard\plain {Le sel d\'e9neige\u8239 ?: {\b gras} puis \i pench\'e9\i0 ; {\field{\*\fldinst {HYPERLINK
"https://exemple.invalid/page" }}{\fldrslt {\ul lien}}} ensuite {\v secret}\par }
{\listtext\pard\plain \f3 \'b7\tab}\pard\plain \ilvl0\ls1 {premier\par }
{\listtext\pard\plain 1.\tab}\pard \ilvl1\ls1 {dessous\par }\pard\plain
\trowd\cellx100\cellx200\pard\intbl {Commune\cell Part\cell }{\row }\pard
\trowd\pard\intbl Gorges\cell\pard\intbl 2\cell\row\pard
{\*\shppict{\pict\pngblip 89504e47}}\u-10179 ?\u-8707 ?\par}"""


def test_rich_text_of_word() -> None:
    pasted = from_html(rtf_as_html(WORD_RTF))
    link = Run("lien", link="https://exemple.invalid/page")
    assert pasted.blocks == (
        Heading((Run("Voirie", bold=True),), 1),
        Paragraph(
            (
                Run("Le sel déneige\u202f: "),
                Run("gras", bold=True),
                Run(" puis "),
                Run("penché", italic=True),
                Run("; "),
                link,
                Run(" ensuite"),
            )
        ),
        ListItem((Run("premier"),), 0, False),
        ListItem((Run("dessous"),), 1, True),
        Table(((cell("Commune"), cell("Part")), (cell("Gorges"), cell("2")))),
        Paragraph((Run("\U0001f5fd"),)),
    )


def test_rich_text_that_is_none_says_nothing() -> None:
    assert rtf_as_html(b"<p>autre chose</p>") == ""
    for cut in range(0, len(WORD_RTF), 7):
        from_html(rtf_as_html(WORD_RTF[:cut]))


def test_pictures_of_a_pasted_text_are_told_apart() -> None:
    own = '<img alt="a" src="data:image/png;base64,iVBORw0KGgo="/>'
    pointed = '<p>x</p><IMG width=300 src="file:///C:/clip_image001.png">'
    seen = '<img src="https://exemple.invalid/pixel.gif" width="1" height="1">'
    assert pictures_in(own + pointed + seen) == ([b"\x89PNG\r\n\x1a\n"], 1)


def test_plain_text_with_bullets() -> None:
    assert from_plain("Sujets :\n- sel\n• routes\n\nFin").blocks == (
        Paragraph((Run("Sujets :"),)),
        ListItem((Run("sel"),)),
        ListItem((Run("routes"),)),
        Paragraph((Run("Fin"),)),
    )


COPY_AND_LEAVE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from dgsdesk.desktop.editor.notes_editor import NotesEditor
from dgsdesk.desktop.theme.theme import Theme

app = QApplication(sys.argv)
editor = NotesEditor(Theme(app), "Notes", grows=True)
editor.setPlainText("Texte à garder")

def leave():
    editor.selectAll()
    editor.copy()
    app.quit()

QTimer.singleShot(0, leave)
app.exec()
data = app.clipboard().mimeData()
print(data.text(), data.hasHtml(), flush=True)
"""


def test_what_was_copied_outlives_the_program_without_taking_it_down() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COPY_AND_LEAVE], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.strip()) == (0, "Texte à garder True"), done.stderr
