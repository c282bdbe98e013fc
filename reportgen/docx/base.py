"""The document around the text: settings, fonts, colours, properties.

Small and of our own: python-docx's default template brings styles by the hundred, letter paper, and a compatibility
mode that Word announces in its title bar.
"""

from __future__ import annotations

from reportgen.document import nodes as n
from reportgen.document.theme import Theme
from reportgen.docx.language import Locale
from reportgen.docx.stylenames import word_font
from reportgen.ooxml.properties import INPUTS
from reportgen.ooxml.properties import custom_properties as own_properties
from reportgen.ooxml.theme import theme_part
from reportgen.ooxml.xml import HEADER, STORY_NAMESPACES, W15, hexadecimal
from reportgen.text.xml import escape

_WORD = "http://schemas.microsoft.com/office/word"
_CONTROLS = f'xmlns:w15="{W15}" mc:Ignorable="w15"'
_SEPARATORS = "".join(
    f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/>'
    f"</w:pPr><w:r><w:{kind}/></w:r></w:p></w:footnote>"
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


def settings(language: Locale, *, tracked: bool, facing: bool, embedded: bool) -> str:
    """settings.xml: the newest compatibility mode, hyphenation, the marks of the language, and whether changes are
    tracked.

    Nothing here makes Word ask a question on opening: w:updateFields would.
    """
    modes = {
        "compatibilityMode": 15,
        "overrideTableStyleFontSizeAndJustification": 1,
        "enableOpenTypeFeatures": 1,
        "doNotFlipMirrorIndents": 1,
        "differentiateMultirowTableHeaders": 1,
    }
    compat = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="{_WORD}" w:val="{value}"/>' for name, value in modes.items()
    )
    return (
        f'{HEADER}<w:settings {STORY_NAMESPACES}><w:zoom w:percent="100"/>'
        f"{'<w:embedTrueTypeFonts/><w:saveSubsetFonts/>' if embedded else ''}"
        f'{"<w:trackRevisions/>" if tracked else ""}<w:defaultTabStop w:val="709"/>'
        '<w:autoHyphenation/><w:consecutiveHyphenLimit w:val="3"/><w:hyphenationZone w:val="357"/>'
        f"<w:doNotHyphenateCaps/>{'<w:evenAndOddHeaders/>' if facing else ''}"
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        f"<w:compat>{compat}</w:compat>"
        f'<w:themeFontLang w:val="{language.tag}"/>{_MAPPING}'
        f'<w:decimalSymbol w:val="{language.notation.decimal}"/>'
        f'<w:listSeparator w:val="{language.notation.separator}"/></w:settings>'
    )


_MAPPING = (
    '<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" '
    + " ".join(f'w:accent{i}="accent{i}"' for i in range(1, 7))
    + ' w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>'
)


def footnotes(notes: list[str]) -> str:
    """footnotes.xml with the two separators that Word expects (17.11.23)."""
    return f"{HEADER}<w:footnotes {STORY_NAMESPACES} {_CONTROLS}>{_SEPARATORS}{''.join(notes)}</w:footnotes>"


def comments(elements: list[str]) -> str:
    """comments.xml; "" where nothing is said: Word takes an empty part for damage."""
    return f"{HEADER}<w:comments {STORY_NAMESPACES}>{''.join(elements)}</w:comments>" if elements else ""


_ROLES = {
    "dk1": "ink",
    "lt1": "paper",
    "dk2": "primary-deep",
    "lt2": "fill",
    "accent1": "primary",
    "accent2": "tint-1",
    "accent3": "tint-2",
    "accent4": "tint-3",
    "accent5": "tint-4",
    "accent6": "warning",
    "hlink": "primary",
    "folHlink": "muted",
}


def colour_theme(theme: Theme) -> str:
    """theme1.xml: the report's colours and type in Word's menus (20.1.6)."""
    colours = {slot: hexadecimal(theme.colour(name)) for slot, name in _ROLES.items()}
    return theme_part(colours, word_font(theme, "text"))


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"


def application() -> str:
    """docProps/app.xml, without counts that the first edit would make wrong."""
    return (
        f'{HEADER}<Properties xmlns="{_OFFICE}/extended-properties"><Application>reportgen</Application></Properties>'
    )


def custom_properties(meta: n.Meta) -> str:
    """docProps/custom.xml: which data and which edition the file was made from (15.2.12.2)."""
    return own_properties({"reportgen-edition": meta.edition, INPUTS: meta.inputs})


_CORE = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_LONGEST = 255
"""Characters of a property that Word shows."""


def core_properties(meta: n.Meta) -> str:
    """docProps/core.xml: title, language and dates of the file; every date is the edition's (part 2, 11.1)."""
    author = meta.author
    values = {
        "dc:title": meta.title,
        "dc:subject": meta.subject or meta.subtitle,
        "dc:creator": author,
        "cp:keywords": ", ".join(meta.keywords),
        "dc:language": meta.language,
        "cp:lastModifiedBy": author,
        "cp:version": meta.edition,
    }
    inner = "".join(f"<{name}>{escape(value[:_LONGEST])}</{name}>" for name, value in values.items() if value)
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{meta.as_of}T00:00:00Z</dcterms:{name}>'
        for name in ("created", "modified")
    )
    return f"{HEADER}<cp:coreProperties {_CORE}>{inner}{dates}</cp:coreProperties>"


DOCUMENT_START = f"{HEADER}<w:document {STORY_NAMESPACES} {_CONTROLS}><w:body>"
DOCUMENT_END = "</w:body></w:document>"
