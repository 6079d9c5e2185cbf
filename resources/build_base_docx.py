"""Build resources/base.docx: the base file of every document, with the named styles that the program needs.

Run ``python resources/build_base_docx.py`` after a change; the same script gives the same bytes. A town hall
may put its own letterhead in the place of this file: it keeps the style names, or the program adds them.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

ACCENT, TEXT, SOFT, LINE, PALE = "0B6870", "172123", "566468", "B9C3C5", "EAF2F2"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TEXT_WIDTH = 9412  # twentieths of a point: A4 less two margins of 22 mm


def spacing(before: int = 0, after: int = 0, line: int = 264) -> str:
    """Give a paragraph's air: before and after in twentieths of a point, line in 240ths of a line."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>'


def indent(start: int = 0, hanging: int = 0, end: int = 0) -> str:
    hang = f' w:hanging="{hanging}"' if hanging else ""
    right = f' w:right="{end}"' if end else ""
    return f'<w:ind w:left="{start}"{right}{hang}/>'


def borders(**sides: str) -> str:
    """Give borders; each side is ``"colour size space"`` (size in eighths of a point)."""
    lines = []
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            color, size, space = sides[side].split()
            lines.append(f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>')
    return f"<w:pBdr>{''.join(lines)}</w:pBdr>"


def shade(color: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>'


def letters(size: float = 0, color: str = "", bold: bool = False, italic: bool = False) -> str:
    """Give the look of characters; ``size`` in points."""
    parts = ["<w:b/><w:bCs/>" if bold else "", "<w:i/><w:iCs/>" if italic else ""]
    parts.append(f'<w:color w:val="{color}"/>' if color else "")
    parts.append(f'<w:sz w:val="{size * 2:.0f}"/><w:szCs w:val="{size * 2:.0f}"/>' if size else "")
    return "".join(parts)


def style(
    key: str,
    name: str,
    paragraph: str = "",
    run: str = "",
    based_on: str = "Normal",
    following: str = "",
    kind: str = "paragraph",
    shown: bool = True,
) -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    after = f'<w:next w:val="{following}"/>' if following else ""
    custom = ' w:customStyle="1"' if key.startswith("DGS") else ""
    quick = "<w:qFormat/>" if shown else ""
    return (
        f'<w:style w:type="{kind}"{custom} w:styleId="{key}"><w:name w:val="{name}"/>{base}{after}{quick}'
        + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph else "")
        + (f"<w:rPr>{run}</w:rPr>" if run else "")
        + "</w:style>"
    )


def headings() -> str:
    looks = [(14, ACCENT, 320, 100), (12, TEXT, 260, 80), (11, ACCENT, 200, 60)] + [(10.5, TEXT, 160, 40)] * 3
    return "".join(
        style(
            f"Heading{level}",
            f"heading {level}",
            f'<w:keepNext/><w:keepLines/>{spacing(before, after, 252)}<w:outlineLvl w:val="{level - 1}"/>',
            letters(size, color, bold=True),
            following="Normal",
        )
        for level, (size, color, before, after) in enumerate(looks, 1)
    )


def letter_styles() -> str:
    return (
        style("DGSTimbreNom", "DGS Timbre nom", f"<w:keepNext/>{spacing(60, 20)}", letters(13, ACCENT, True))
        + style("DGSTimbre", "DGS Timbre", spacing(0, 0, 252), letters(9.5, SOFT))
        + style("DGSDestinataire", "DGS Destinataire", spacing(0, 0) + indent(5102), letters(10.5))
        + style(
            "DGSReference",
            "DGS Référence",
            f'<w:tabs><w:tab w:val="left" w:pos="1985"/></w:tabs>{spacing(0, 40)}{indent(1985, 1985)}',
        )
        + style("DGSPetit", "DGS Petit", spacing(40, 40), letters(9, SOFT))
        + style(
            "DGSIntervalle",
            "DGS Intervalle",
            '<w:spacing w:before="0" w:after="0" w:line="180" w:lineRule="exact"/>',
            letters(4),
            shown=False,
        )
        + style("DGSQualite", "DGS Qualité du signataire", f"<w:keepNext/>{spacing(480, 0)}{indent(5102)}")
        + style("DGSSignataire", "DGS Signataire", f"{spacing(1100, 120)}{indent(5102)}", letters(bold=True))
    )


def minutes_styles() -> str:
    bar = borders(left=f"{ACCENT} 24 8")
    framed = {"top": f"{LINE} 4 6", "bottom": f"{LINE} 4 6", "right": f"{LINE} 4 8"}
    box = {
        "DGSStatut": (framed | {"left": f"{ACCENT} 24 8"}, PALE),
        "DGSStatutProjet": (framed | {"left": "B37400 24 8"}, "FDF4E2"),
        "DGSStatutApprouve": (framed | {"left": "2C661B 24 8"}, "EDF5E9"),
    }
    names = {"DGSStatut": "", "DGSStatutProjet": " projet", "DGSStatutApprouve": " approuvé"}
    boxes = "".join(
        style(
            key,
            f"DGS Statut{names[key]}",
            f"<w:keepLines/>{borders(**sides)}{shade(fill)}{spacing(0, 0)}{indent(227, 0, 170)}",
        )
        for key, (sides, fill) in box.items()
    )
    return (
        style(
            "DGSDecision", "DGS Décision", f"<w:keepLines/>{bar}{shade(PALE)}{spacing(120, 120)}{indent(227)}"
        )
        + style(
            "DGSVote", "DGS Vote", f"<w:keepLines/>{bar}{spacing(40, 80)}{indent(227)}", letters(italic=True)
        )
        + boxes
        + style("DGSCellule", "DGS Cellule", spacing(40, 40, 252), letters(10))
        + style(
            "DGSCelluleTitre",
            "DGS Cellule titre",
            f"<w:keepNext/>{spacing(50, 50, 252)}",
            letters(10, ACCENT, True),
        )
    )


def text_styles() -> str:
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f"<w:pPr><w:widowControl/>{spacing(0, 120)}</w:pPr></w:style>"
        + style("Title", "Title", f"<w:keepNext/>{spacing(360, 60, 240)}", letters(20, TEXT, True),
                following="Normal")
        + style("Subtitle", "Subtitle", f"<w:keepNext/>{borders(bottom=f'{ACCENT} 8 8')}{spacing(0, 240)}",
                letters(12, SOFT), following="Normal")
        + style("ListBullet", "List Bullet", f"{spacing(0, 60)}<w:contextualSpacing/>")
        + style("ListNumber", "List Number", f"{spacing(0, 60)}<w:contextualSpacing/>")
        + style("Quote", "Quote", spacing(60, 120) + indent(567, 0, 567), letters(color=SOFT, italic=True))
        + style("Caption", "caption", f"<w:keepNext/>{spacing(160, 60)}", letters(9.5, SOFT, True))
        + style("Header", "header", spacing(0, 0), letters(9, SOFT), shown=False)
        + style("Footer", "footer",
                f'<w:tabs><w:tab w:val="right" w:pos="{TEXT_WIDTH}"/></w:tabs>{spacing(60, 0)}',
                letters(9, SOFT), shown=False)
    )  # fmt: skip


def table_styles() -> str:
    line = f'w:val="single" w:sz="4" w:space="0" w:color="{LINE}"'
    sides = "".join(
        f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = '<w:left w:w="100" w:type="dxa"/><w:right w:w="100" w:type="dxa"/>'
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:customStyle="1" w:styleId="DGSTableau"><w:name w:val="DGS Tableau"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{sides}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr>{shade(PALE)}</w:tcPr></w:tblStylePr></w:style>'
    )


def styles() -> str:
    fonts = '<w:rFonts w:ascii="Carlito" w:hAnsi="Carlito" w:eastAsia="Carlito" w:cs="Carlito"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts}<w:color w:val="{TEXT}"/><w:sz w:val="21"/>'
        '<w:szCs w:val="21"/><w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    characters = style(
        "DefaultParagraphFont", "Default Paragraph Font", based_on="", kind="character", shown=False
    ).replace('w:type="character"', 'w:type="character" w:default="1"') + style(
        "Hyperlink", "Hyperlink", run=f'<w:color w:val="{ACCENT}"/><w:u w:val="single"/>',
        based_on="DefaultParagraphFont", kind="character", shown=False,
    )  # fmt: skip
    body = text_styles() + headings() + letter_styles() + minutes_styles() + characters + table_styles()
    return f"{XML}<w:styles {W}>{defaults}{body}</w:styles>"


def numbering() -> str:
    """Give two lists of nine levels: bullets (abstract list 1) and numbers (2)."""
    bullets, numbers = [], []
    for level in range(9):
        place = f"<w:pPr>{indent(397 * (level + 1), 340)}</w:pPr>"
        sign, shape = "•–▪"[level % 3], ("decimal", "lowerLetter", "lowerRoman")[level % 3]
        start = f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/>'
        end = f'<w:lvlJc w:val="left"/>{place}</w:lvl>'
        bullets.append(f'{start}<w:numFmt w:val="bullet"/><w:lvlText w:val="{sign}"/>{end}')
        numbers.append(f'{start}<w:numFmt w:val="{shape}"/><w:lvlText w:val="%{level + 1}."/>{end}')
    lists = "".join(
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{"".join(levels)}'
        "</w:abstractNum>"
        for key, levels in ((1, bullets), (2, numbers))
    )
    uses = "".join(f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in (1, 2))
    return f"{XML}<w:numbering {W}>{lists}{uses}</w:numbering>"


def field(code: str, shown: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{shown}</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def footer() -> str:
    page = '<w:r><w:tab/><w:t xml:space="preserve">page\u00a0</w:t></w:r>' + field("PAGE", "1")
    pages = '<w:r><w:t xml:space="preserve">\u00a0/\u00a0</w:t></w:r>' + field("NUMPAGES", "1")
    return (
        f'{XML}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/>{borders(top=f"{LINE} 4 6")}</w:pPr>'
        f"<w:r><w:t>{{{{pied}}}}</w:t></w:r>{page}{pages}</w:p></w:ftr>"
    )


def document() -> str:
    return (
        f'{XML}<w:document {W} {R}><w:body><w:p/><w:sectPr><w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1247" w:bottom="1247" w:left="1247" '
        'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>'
    )


def settings() -> str:
    return (
        f'{XML}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
        'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="fr-FR"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/>'
        "</w:settings>"
    )


def font_table() -> str:
    return (
        f'{XML}<w:fonts {W}><w:font w:name="Carlito"><w:altName w:val="Calibri"/>'
        '<w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font></w:fonts>'
    )


PARTS = {"styles": styles, "numbering": numbering, "settings": settings, "fontTable": font_table}


def content_types() -> str:
    overrides = {"document": "document.main", "footer1": "footer"} | {name: name for name in PARTS}
    rows = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{WORD}.{kind}+xml"/>'
        for part, kind in overrides.items()
    )
    return (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{rows}</Types>'
    )


def relationships(targets: dict[str, str]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{place}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for place, (target, kind) in enumerate(targets.items(), 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def parts() -> dict[str, str]:
    inner = {f"{name}.xml": name for name in PARTS} | {"footer1.xml": "footer"}
    return {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships({"word/document.xml": "officeDocument"}),
        "word/document.xml": document(),
        "word/_rels/document.xml.rels": relationships(inner),
        "word/footer1.xml": footer(),
    } | {f"word/{name}.xml": make() for name, make in PARTS.items()}


def main() -> None:
    """Write base.docx beside this script."""
    with zipfile.ZipFile(Path(__file__).with_name("base.docx"), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts().items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            archive.writestr(entry, text.encode())


if __name__ == "__main__":
    main()
