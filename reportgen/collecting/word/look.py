"""How a form looks in Word: its page, styles, lists and running foot; and the package that holds them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from reportgen.collecting.word.layout import BLANK_STYLE, HEADING_STYLE, LANGUAGE_STYLE, MARK_STYLE
from reportgen.ooxml.archive import archive
from reportgen.ooxml.package import CONTENT_TYPES, CUSTOM, DOCUMENT, PACKAGE, STYLES, relations_of
from reportgen.ooxml.parts import ExtraPart
from reportgen.ooxml.theme import SLOTS, theme_part
from reportgen.ooxml.xml import HEADER, STORY_NAMESPACES, W15, R, W, mm_twips
from reportgen.text.xml import escape

_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE_NAMES: Final = (
    f'xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_FONT: Final = "Calibri"
INK, QUIET, ACCENT, LINE = "1B2733", "5B6773", "1F5673", "C9D1D8"
SHADE, OPEN, OPEN_INK = "F1F4F6", "FDEBCF", "8A5000"
"""Colours: text, lesser text, headings and links, rules, the ground of questions, and what is open."""

PAGE: Final = (mm_twips(210), mm_twips(297))
MARGIN: Final = mm_twips(18)
QUESTION, ANSWER, BEFORE = mm_twips(44), (mm_twips(30), mm_twips(30), mm_twips(23)), mm_twips(47)
"""Widths of the columns: the one for answers has three parts, for a date."""

_PARAGRAPHS: Final = (
    # id, name, spacing before and after (twips), size (half-points), colour, bold, kept with next, level of heading
    ("Title", "Title", 0, 60, 44, ACCENT, True, True, None),
    ("Subtitle", "Subtitle", 0, 240, 26, QUIET, False, True, None),
    ("Heading1", "heading 1", 480, 120, 32, ACCENT, True, True, 0),
    ("Heading2", "heading 2", 360, 60, 24, INK, True, True, 1),
    ("FormKind", "Form Kind", 0, 40, 18, QUIET, True, True, None),
    ("FormState", "Form State", 0, 80, 17, QUIET, False, True, None),
    ("FormHead", "Form Head", 20, 20, 16, QUIET, True, True, None),
    ("FormLabel", "Form Label", 40, 0, 18, INK, True, False, None),
    ("FormQuestion", "Form Question", 0, 40, 15, QUIET, False, False, None),
    ("FormAnswer", "Form Answer", 40, 40, 20, INK, False, False, None),
    *(
        (f"FormHeading{depth}", f"{HEADING_STYLE}{depth}", 80, 20, 22 - depth, INK, True, False, None)
        for depth in range(1, 7)
    ),
    ("FormBefore", "Form Before", 40, 40, 17, QUIET, False, False, None),
    ("FormNote", "Form Note", 0, 60, 20, INK, False, False, None),
)


def styles(language: str, languages: Iterable[str]) -> str:
    """The part of the styles; `languages` are those of words that are not in the form's own."""
    face = f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:cs="{_FONT}" w:eastAsia="{_FONT}"/>'
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{face}<w:color w:val="{INK}"/><w:sz w:val="20"/><w:szCs w:val="20"/>'
        f'<w:lang w:val="{escape(language)}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        '<w:spacing w:after="60" w:line="252" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    )
    character = (
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/></w:style>'
    )
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )
    made = [_paragraph(*each) for each in _PARAGRAPHS]
    made += [
        _character(BLANK_STYLE, '<w:color w:val="8894A0"/>'),
        _character(MARK_STYLE, f'<w:color w:val="{ACCENT}"/><w:u w:val="dotted" w:color="{ACCENT}"/>'),
        _character("Hyperlink", f'<w:color w:val="{ACCENT}"/><w:u w:val="single"/>'),
    ]
    made += [_character(LANGUAGE_STYLE + tag, f'<w:lang w:val="{escape(tag)}"/>') for tag in sorted(set(languages))]
    inner = "".join((defaults, normal, character, table, *made))
    return f'{HEADER}<w:styles xmlns:w="{W}">{inner}</w:styles>'


def style_id(name: str) -> str:
    """The id of a style with a name of ours."""
    return "".join(letter for letter in name if letter.isalnum())


def _paragraph(
    key: str, name: str, before: int, after: int, size: int, colour: str, bold: bool, kept: bool, level: int | None
) -> str:
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    return (
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f'<w:pPr>{"<w:keepNext/>" if kept else ""}<w:spacing w:before="{before}" w:after="{after}"/>{outline}</w:pPr>'
        f'<w:rPr>{"<w:b/>" if bold else ""}<w:color w:val="{colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        "</w:rPr></w:style>"
    )


def _character(name: str, look: str) -> str:
    return (
        f'<w:style w:type="character" w:styleId="{style_id(name)}"><w:name w:val="{escape(name)}"/>'
        f"<w:qFormat/><w:rPr>{look}</w:rPr></w:style>"
    )


# --------------------------------------------------------------------------------------------------------------- lists

BULLETS: Final = 1
"""The number of the list with bullets."""
_LEVELS: Final = 9


class Lists:
    """The lists of a form: one with bullets, and one for each that counts, for each begins anew."""

    def __init__(self) -> None:
        self._starts: list[tuple[int, int]] = []

    def counting(self, level: int, start: int) -> int:
        """The number of a new list that counts from `start` at a level."""
        self._starts.append((level, start))
        return BULLETS + len(self._starts)

    def xml(self) -> str:
        """The part of the lists."""
        levels = ("•", "–", "·")
        bullets = "".join(_level(at, "bullet", levels[at % len(levels)]) for at in range(_LEVELS))
        counts = "".join(_level(at, "decimal", f"%{at + 1}.") for at in range(_LEVELS))
        kinds = "".join(
            f'<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="hybridMultilevel"/>{inner}</w:abstractNum>'
            for at, inner in enumerate([bullets, *([counts] * len(self._starts))])
        )
        lists = f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="0"/></w:num>'
        for at, (level, start) in enumerate(self._starts, 1):
            lists += (
                f'<w:num w:numId="{BULLETS + at}"><w:abstractNumId w:val="{at}"/><w:lvlOverride w:ilvl="{level}">'
                f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
            )
        return f'{HEADER}<w:numbering xmlns:w="{W}">{kinds}{lists}</w:numbering>'


def _level(at: int, kind: str, text: str) -> str:
    indent = 284 * (at + 1)
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="284"/></w:pPr></w:lvl>'
    )


# ------------------------------------------------------------------------------------------------------------- package

SECTION: Final = (
    f'<w:sectPr><w:footerReference w:type="default" r:id="rIdfooter"/><w:pgSz w:w="{PAGE[0]}" w:h="{PAGE[1]}"/>'
    f'<w:pgMar w:top="{mm_twips(18)}" w:right="{MARGIN}" w:bottom="{mm_twips(20)}" w:left="{MARGIN}" '
    f'w:header="{mm_twips(9)}" w:footer="{mm_twips(9)}" w:gutter="0"/></w:sectPr>'
)
_SETTINGS: Final = (
    f'{HEADER}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="708"/><w:autoHyphenation/>'
    "<w:compat>"
    '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    "</w:compat></w:settings>"
)


def foot(said: str, page: str) -> str:
    """The running foot: what the file is, and which page this is of how many."""
    before, _, rest = page.partition("{page}")
    between, _, behind = rest.partition("{pages}")
    right = sum((QUESTION, *ANSWER, BEFORE))
    look = f'<w:rPr><w:color w:val="{QUIET}"/><w:sz w:val="16"/></w:rPr>'

    def text(words: str) -> str:
        return f'<w:r>{look}<w:t xml:space="preserve">{escape(words)}</w:t></w:r>' if words else ""

    def field(name: str) -> str:
        marks = [f'<w:r>{look}<w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
        code = f'<w:r>{look}<w:instrText xml:space="preserve"> {name} </w:instrText></w:r>'
        return f"{marks[0]}{code}{marks[1]}{text('1')}{marks[2]}"

    line = f"{text(said)}<w:r>{look}<w:tab/></w:r>{text(before)}{field('PAGE')}{text(between)}{field('NUMPAGES')}"
    properties = f'<w:pPr><w:tabs><w:tab w:val="right" w:pos="{right}"/></w:tabs></w:pPr>'
    return f"{HEADER}<w:ftr {STORY_NAMESPACES}><w:p>{properties}{line}{text(behind)}</w:p></w:ftr>"


def _beside() -> dict[str, str]:
    """The parts that every Word file has, whatever it says."""
    ground = {"dk1": INK, "lt1": "FFFFFF", "dk2": QUIET, "lt2": SHADE, "hlink": ACCENT, "folHlink": ACCENT}
    about = '<w:charset w:val="00"/><w:family w:val="swiss"/><w:pitch w:val="variable"/>'
    return {
        "word/settings.xml": _SETTINGS,
        "word/fontTable.xml": f'{HEADER}<w:fonts xmlns:w="{W}"><w:font w:name="{_FONT}">{about}</w:font></w:fonts>',
        "word/theme/theme1.xml": theme_part({slot: ground.get(slot, ACCENT) for slot in SLOTS}, _FONT),
    }


def package(
    body: str, texts: Mapping[str, str], links: Sequence[str], custom: Iterable[ExtraPart], about: Mapping[str, str]
) -> bytes:
    """The file: `body` with the parts beside it by name (styles, numbering, footer), outside addresses by number from
    0, custom parts, and the title, language and day (ISO) of the form."""
    ignorable = f'xmlns:w15="{W15}" mc:Ignorable="w15"'
    document = f"{HEADER}<w:document {STORY_NAMESPACES} {ignorable}><w:body>{body}{SECTION}</w:body></w:document>"
    parts = {DOCUMENT: document.encode()}
    parts |= {name: text.encode() for name, text in (_beside() | dict(texts)).items()}
    kinds = {"styles": STYLES, "numbering": "word/numbering.xml", "footer": "word/footer1.xml"}
    kinds |= {"settings": "word/settings.xml", "fontTable": "word/fontTable.xml"}
    types = {part: f"{_WORD}.{kind}+xml" for kind, part in kinds.items()} | {DOCUMENT: f"{_WORD}.document.main+xml"}
    types["word/theme/theme1.xml"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    rows = [(f"rId{kind}", f"{R}/{kind}", posixpath.basename(part), "") for kind, part in kinds.items()]
    rows.append(("rIdtheme", f"{R}/theme", "theme/theme1.xml", ""))
    rows += [(f"rIdL{at}", f"{R}/hyperlink", link, ' TargetMode="External"') for at, link in enumerate(links)]
    for at, part in enumerate(custom):
        name = part.name.lstrip("/")
        parts[name] = part.blob
        if part.relations:
            rows.append((f"rIdX{at}", f"{R}/customXml", f"../{name}", ""))
            inner = [(key, kind, posixpath.basename(target), "") for key, kind, target in part.relations]
            parts[relations_of(name)] = _relations(inner)
        else:
            types[name] = part.content_type
    parts[relations_of(DOCUMENT)] = _relations(rows)
    core = f"{PACKAGE}/relationships/metadata/core-properties"
    top = [("rId1", f"{R}/officeDocument", DOCUMENT, ""), ("rId2", core, "docProps/core.xml", "")]
    top.append(("rId3", f"{R}/custom-properties", CUSTOM, ""))
    parts[relations_of("")] = _relations(top)
    parts["docProps/core.xml"] = _core(about).encode()
    types[CUSTOM] = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    types["docProps/core.xml"] = "application/vnd.openxmlformats-package.core-properties+xml"
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in sorted(types.items()))
    defaults = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    parts[CONTENT_TYPES] = f'{HEADER}<Types xmlns="{PACKAGE}/content-types">{defaults}{overrides}</Types>'.encode()
    return archive(parts)


def _relations(rows: Iterable[tuple[str, str, str, str]]) -> bytes:
    inner = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{escape(target)}"{mode}/>' for key, kind, target, mode in rows
    )
    return f'{HEADER}<Relationships xmlns="{PACKAGE}/relationships">{inner}</Relationships>'.encode()


def _core(about: Mapping[str, str]) -> str:
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{about["day"]}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return (
        f"{HEADER}<cp:coreProperties {_CORE_NAMES}><dc:title>{escape(about['title'])}</dc:title>"
        f"<dc:language>{escape(about['language'])}</dc:language>{dates}</cp:coreProperties>"
    )
