"""What readers find in the structure tree: order, texts, roles, attributes, links."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
import sample
import typeset_help
from oracles import readers
from oracles.structure import Reading, read
from pdf_sample import HEIGHT, META, THEME, WIDTH, Sheet, every_box, run, simple

from reportgen.document import nodes as n
from reportgen.errors import DocumentError, StructureError, UnknownRoleError
from reportgen.pdf import write_pdf
from reportgen.typeset import typeset
from reportgen.typeset.boxes import Destination, FigureArea, Layout, LinkArea, Rect
from reportgen.typeset.structure import Element


def written(layout: Layout) -> Reading:
    return read(write_pdf(layout, META, THEME))


@pytest.fixture(scope="module")
def reading() -> Reading:
    return written(every_box())


def one_page(root: Element, sheet: Sheet) -> Layout:
    return Layout(WIDTH, HEIGHT, (sheet.page("1"),), root, ())


def test_paragraph_keeps_its_words_in_order_with_parts_in_place(reading: Reading) -> None:
    assert reading.tag("absatz").outline() == (
        "P(Ein |Strong(starker)| und ein |Em(betonter)| Teil, |Span(machine learning)|, |Span(KI)"
        "| und 58\u00a0% Wachs\u00adtum|Reference(1)|Note(Lbl(1)| Eine Anmerkung am Fuß.)"
        "| steht bei (Klammern \\ und) |Link(einer langen Adresse)| und am Ende.)"
    )


def test_lines_end_in_what_their_words_need(reading: Reading, tmp_path: Path) -> None:
    said = "Im Mess-\u00adInstitut, Länder/\u00adKommunen, von Aus- und Weiterbil\u00addung."
    assert reading.tag("zeilenenden").text.replace("\u2010", "-") == said
    file = tmp_path / "every.pdf"
    file.write_bytes(write_pdf(every_box(), META, THEME))
    assert "Im Mess\u2010Institut, Länder/\nKommunen, von Aus\u2010 \nund Weiterbildung." in readers.glyphs(file)
    joined = "Im Mess-Institut, Länder/Kommunen, von Aus\u2010  und Weiterbildung."
    assert joined in readers.pdfium(file).replace("\n", " ")


def test_paragraph_goes_on_over_the_page(reading: Reading) -> None:
    assert reading.tag("geteilt").text == "Dieser Absatz beginnt auf einer Seite und endet auf der nächsten."


def test_heading_has_its_number_as_label(reading: Reading) -> None:
    assert reading.tag("kapitel").outline() == "H1(Lbl(1)| Übersicht)"
    assert reading.tag("teil").outline() == "H2(Teil mit AVATAR)"


def test_what_has_no_owner_is_an_artifact(reading: Reading) -> None:
    assert reading.artifacts[0] == [("/Artifact", ". . . . "), ("/Artifact", ". . . . ")]
    assert ("/Header", "Kopf") in reading.artifacts[1]
    assert ("/Footer", "2") in reading.artifacts[2]
    assert ("/Artifact", "Was") in reading.artifacts[2]


def test_contents_entries_are_links_with_marked_page_numbers(reading: Reading) -> None:
    entry = reading.tags("TOCI")[1]
    assert entry.outline() == "TOCI(Reference(Link(Lbl(1.1)| Teil |Span(1))))"
    assert [str(tag.dictionary.T) for tag in entry.walk() if "/T" in tag.dictionary] == ["page-number"]


def test_list_says_how_it_is_numbered(reading: Reading) -> None:
    assert reading.tag("liste").dictionary.A.ListNumbering == "/Decimal"
    assert reading.tag("liste.2").outline() == "LI(Lbl(2. )|LBody(P(Zweitens)))"


@pytest.mark.parametrize(
    ("label", "kind"), [("•", "/Disc"), ("a)", "/LowerAlpha"), ("IV.", "/UpperRoman"), ("", "/None")]
)
def test_kind_of_numbering_is_told_from_the_label(label: str, kind: str) -> None:
    root, sheet = Element("document"), Sheet()
    item = root.add("list", id="l").add("item")
    sheet.line(run(label, item.add("number")), run(" Punkt", item.add("item-body")))
    assert written(one_page(root, sheet)).tag("l").dictionary.A.ListNumbering == kind


def test_table_keeps_empty_cells_and_spans(reading: Reading) -> None:
    table = reading.tag("tabelle")
    assert table.outline() == (
        "Table(Caption(Tabelle 1: Zahlen)|THead(TR(TH(Was )|TH(Wert)))"
        "|TBody(TR(TH(Gründungen)|TD(214))|TR(TH(ohne Wert)|TD())|TR(TD(beides))))"
    )
    assert str(table.dictionary.A.Summary) == "Zwei Spalten"
    scopes = [str(tag.dictionary.A.Scope) for tag in table.walk() if tag.type == "TH"]
    assert scopes == ["/Column", "/Column", "/Row", "/Row"]
    assert [tag.dictionary.A.ColSpan for tag in table.walk() if tag.type == "TD" and "/A" in tag.dictionary] == [2]


def test_elements_without_content_are_left_out(reading: Reading) -> None:
    assert "leer" not in {tag.id for tag in reading.root.walk()}


def test_figure_has_alternative_and_box(reading: Reading) -> None:
    figure = reading.tag("diagramm").dictionary
    assert str(figure.Alt) == "Balken: Proben 3, Übungen 5."
    left, bottom, right, top = map(float, figure.A.BBox)
    assert (left, right - left, top - bottom) == (70, 220, 64)
    assert reading.tag("diagramm").text == "3"


def test_language_and_expansion_stand_on_their_spans(reading: Reading) -> None:
    spans = {tag.text: tag.dictionary for tag in reading.tag("absatz").walk()}
    assert str(spans["machine learning"].Lang) == "en"
    assert str(spans["KI"].E) == "Künstliche Intelligenz"


def test_link_over_two_lines_is_one_element_with_two_annotations(reading: Reading) -> None:
    link = next(tag for tag in reading.tag("absatz").walk() if tag.type == "Link")
    annotations = [kid for kid in link.kids if isinstance(kid, pikepdf.Dictionary)]
    assert len(annotations) == 2
    for annotation in annotations:
        assert str(annotation.A.URI) == "https://example.org/%C3%A4?a=(1)"
        assert str(annotation.Contents) == "einer langen Adresse"
        assert annotation.F == 4


def test_title_of_a_link_describes_it_before_its_text(reading: Reading) -> None:
    link = next(tag for tag in reading.tag("register").walk() if tag.type == "Link")
    annotation = next(kid for kid in link.kids if isinstance(kid, pikepdf.Dictionary))
    assert str(annotation.Contents) == "Teil, Seite 1"
    assert str(annotation.Dest) == "teil"


def test_parent_tree_leads_back_from_every_mark_and_annotation() -> None:
    pdf = pikepdf.open(io.BytesIO(write_pdf(every_box(), META, THEME)))
    tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for page in pdf.pages:
        parents = tree[int(page.StructParents)]
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and "/MCID" in operands[1]:
                assert operands[0] == parents[int(operands[1].MCID)].S
        for annotation in page.Annots if "/Annots" in page else ():
            assert tree[int(annotation.StructParent)].S == "/Link"


def test_ids_are_found_in_the_id_tree() -> None:
    pdf = pikepdf.open(io.BytesIO(write_pdf(every_box(), META, THEME)))
    tree = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
    assert tree["kapitel"].S == "/H1"
    assert tree["note-1"].S == "/Note"


def test_trees_of_long_documents_have_leaves_of_bounded_size() -> None:
    root = Element("document")
    sheets = [Sheet() for _ in range(150)]
    for index, sheet in enumerate(sheets):
        sheet.text(f"Seite {index}", root.add("paragraph", id=f"p{index}"))
    pages = tuple(sheet.page(str(index + 1)) for index, sheet in enumerate(sheets))
    pdf = pikepdf.open(io.BytesIO(write_pdf(Layout(WIDTH, HEIGHT, pages, root, ()), META, THEME)))
    numbers = pdf.Root.StructTreeRoot.ParentTree
    assert len(numbers.Kids) == 3
    assert bytes(pikepdf.NumberTree(numbers)[149][0].ID) == b"p149"
    assert len(pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)) == 150


def test_owner_outside_the_tree_is_refused() -> None:
    sheet = Sheet()
    sheet.text("fremd", Element("paragraph", id="anders"))
    root = Element("document")
    with pytest.raises(StructureError, match="paragraph 'anders' is drawn but not part of the structure"):
        write_pdf(one_page(root, sheet), META, THEME)


def test_owner_outside_the_tree_is_refused_inside_a_figure_too() -> None:
    root, sheet = Element("document"), Sheet()
    figure = root.add("figure", alt="x")
    sheet.boxes.append(FigureArea(0, 0, 10, 10, figure, (Rect(0, 0, 5, 5, fill="#000000", owner=Element("span")),)))
    with pytest.raises(StructureError, match="span is drawn"):
        write_pdf(one_page(root, sheet), META, THEME)


def test_unknown_role_and_impossible_level_are_refused() -> None:
    root = Element("document")
    root.add("sidebar")  # type: ignore[arg-type]
    with pytest.raises(UnknownRoleError, match="'sidebar'"):
        write_pdf(one_page(root, Sheet()), META, THEME)
    root = Element("document")
    root.add("heading", id="tief", level=7)
    with pytest.raises(UnknownRoleError, match="tief has level 7"):
        write_pdf(one_page(root, Sheet()), META, THEME)


def test_same_id_twice_is_refused() -> None:
    root, sheet = Element("document"), Sheet()
    for text in "ab":
        sheet.text(text, root.add("paragraph", id="doppelt"))
    with pytest.raises(StructureError, match="two elements have the id 'doppelt'"):
        write_pdf(one_page(root, sheet), META, THEME)


def test_link_to_nothing_is_refused_with_its_target() -> None:
    root, sheet = Element("document"), Sheet()
    sheet.text("dorthin", root.add("paragraph").add("link", target="#nirgends"))
    with pytest.raises(DocumentError, match="'nirgends', which is on no page"):
        write_pdf(one_page(root, sheet), META, THEME)


def test_link_area_of_something_else_is_refused() -> None:
    layout = simple()
    page = layout.pages[0]
    area = LinkArea(0, 0, 1, 1, layout.root.children[0])
    broken = Layout(WIDTH, HEIGHT, (type(page)("1", page.boxes, (area,)),), layout.root, ())
    with pytest.raises(StructureError, match="belongs to paragraph"):
        write_pdf(broken, META, THEME)


def test_document_without_content_is_refused() -> None:
    with pytest.raises(StructureError, match="no content"):
        write_pdf(one_page(Element("document"), Sheet()), META, THEME)


def test_decorative_shapes_of_an_element_belong_to_it() -> None:
    root, sheet = Element("document"), Sheet()
    paragraph = root.add("paragraph", id="p")
    sheet.boxes.append(Rect(60, 60, 100, 30, fill="#F3F5F7", owner=paragraph))
    sheet.text("Kasten", paragraph)
    assert written(one_page(root, sheet)).tag("p").text == "Kasten"


def test_destinations_are_named_by_block() -> None:
    pdf = pikepdf.open(io.BytesIO(write_pdf(every_box(), META, THEME)))
    places = pikepdf.NameTree(pdf.Root.Names.Dests)
    assert places["teil"][0].objgen == pdf.pages[1].objgen
    assert float(places["teil"][3]) == pytest.approx(HEIGHT - 90, abs=0.01)
    assert Destination(1, 90) == every_box().destinations["teil"]


def test_viewers_find_the_links_of_a_page() -> None:
    pdf = pikepdf.open(io.BytesIO(write_pdf(every_box(), META, THEME)))
    found = [[str(area.get("/Dest", area.get("/A", {}).get("/URI", ""))) for area in page.Annots] for page in pdf.pages]
    uri = "https://example.org/%C3%A4?a=(1)"
    assert found == [["kapitel"] * 3 + ["teil"] * 3, [uri, uri], ["teil", "teil"]]


def test_every_line_outside_the_structure_is_an_artifact_of_its_own() -> None:
    root, sheet = Element("document"), Sheet()
    sheet.text("Absatz", root.add("paragraph"))
    for text in ("Was", "Wert"):
        sheet.text(text, None)
    assert written(one_page(root, sheet)).artifacts[0][:2] == [("/Artifact", "Was"), ("/Artifact", "Wert")]


def test_facts_are_a_list_so_that_one_is_told_from_the_next() -> None:
    facts = n.Facts("zahlen", tuple(n.Fact(sample.text(value), sample.text(label)) for value, label in COUNTED))
    document = n.Document(sample.EVERYTHING.meta, (facts,))
    reading = read(write_pdf(typeset(document, typeset_help.THEME, typeset_help.FONTS), META, typeset_help.THEME))
    tag = reading.tag("zahlen")
    assert [item.text.strip() for item in tag.walk() if item.type == "LBody"] == [" ".join(fact) for fact in COUNTED]
    assert tag.outline().startswith("L(LI(LBody(")
    assert tag.dictionary.A.ListNumbering == "/None"


COUNTED = (("über 130", "eingereichte Ideen"), ("16", "ausgewählte Vorhaben"), ("3", "Länder"))
