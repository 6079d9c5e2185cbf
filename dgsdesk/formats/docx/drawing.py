"""Pictures as WordprocessingML."""

from __future__ import annotations

from dgsdesk.formats.docx.names import PIC, WP, A, attribute
from dgsdesk.formats.pictures import Picture

EMU_PER_MM = 36_000
EMU_PER_TWIP = 635
_MM_PER_PIXEL = 25.4 / 96


def size_in_emu(
    picture: Picture, width_mm: float, room_twips: int, max_height_mm: float = 0.0
) -> tuple[int, int]:
    """Give width and height in EMU: as wide as asked (0: as it comes), never wider than the room."""
    wanted = width_mm or picture.width * _MM_PER_PIXEL
    if max_height_mm:
        wanted = min(wanted, max_height_mm * picture.width / picture.height)
    width = min(round(wanted * EMU_PER_MM), room_twips * EMU_PER_TWIP)
    return max(1, width), max(1, round(width * picture.height / picture.width))


def drawing_xml(link: str, number: int, name: str, alt: str, size: tuple[int, int]) -> str:
    """Give the run that shows a picture; ``name`` is kept as its title, ``alt`` as its alternative text."""
    width, height = size
    frame = f'<a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/>'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/>'
        f'<wp:docPr id="{number}" name={attribute(name or f"Image {number}")} descr={attribute(alt)}/>'
        f'<a:graphic xmlns:a="{A}"><a:graphicData uri="{PIC}"><pic:pic xmlns:pic="{PIC}"><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name={attribute(name or f"Image {number}")}/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{link}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm>{frame}</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
