#!/usr/bin/env bash
# A tagged page with a drawing: Figure with Alt, in it three labels and three values, tagged and drawn in pairs; behind
# it a paragraph. Read with opendataloader-pdf --use-struct-tree.
# Guessed: content comes in the order of the tags, text of a Figure as it is tagged ("2018 132 2019 214 2020 180") or its
# /Alt in place of it, and what is marked as /Artifact /Pagination stays out. In truth text whose own element is Figure
# (or Span in it) counts as text without a tag: it is sorted by its place on the page, value and label come apart, the
# paragraph behind the figure lands between them, /Alt is printed nowhere (nor in the JSON), and running heads are
# paragraphs. With a P for each pair in the Figure label and value stay together; the paragraph behind still lands
# among them. So charts keep their values for this reader in paragraphs or tables alone, not by order and not by Alt.
# Seen (opendataloader-pdf 2.5.16):
#   Figure, Figure > Span   Running head|# Heading|132|2018|After the figure.|214|2019|180|2020
#   Figure > P              Running head|# Heading|2018 132|After the figure.|2019 214|2020 180
set -euo pipefail
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
command -v java >/dev/null || { echo "java is needed"; exit 2; }
python3 -m pip install -q --disable-pip-version-check --target "$T/p" pikepdf==10.18.0 opendataloader-pdf==2.5.16 2>/dev/null || { echo "the packages could not be installed"; exit 2; }
cd "$T" && PYTHONPATH=p python3 - <<'P'
import pathlib, subprocess, sys
import pikepdf
from pikepdf import Array, Dictionary, Name, String
PAIRS = [((60, 120, "2018"), (62, 160, "132")), ((160, 120, "2019"), (162, 220, "214")), ((260, 120, "2020"), (262, 190, "180"))]
def made(path, inner):
    """Text of each pair in the Figure itself, or in an element of the type `inner` in it."""
    pdf, operators, parents = pikepdf.new(), [], []
    page = pdf.add_blank_page(page_size=(400, 400)).obj
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    def element(parent, kind, *texts, **more):
        it = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent, Pg=page, K=Array(), **more))
        if parent is not root:
            parent.K.append(it)
        for x, y, text in texts:
            it.K.append(len(parents))
            operators.append(f"/{kind} <</MCID {len(parents)}>> BDC BT /F1 11 Tf 1 0 0 1 {x} {y} Tm ({text}) Tj ET EMC")
            parents.append(it)
        return it
    operators.append("/Artifact <</Type /Pagination /Subtype /Header>> BDC BT /F1 9 Tf 1 0 0 1 30 380 Tm (Running head) Tj ET EMC")
    document = element(root, "Document")
    element(document, "H1", (30, 350, "Heading"))
    alt = dict(Alt=String("Start-ups: 2018: 132; 2019: 214; 2020: 180"), A=Dictionary(O=Name.Layout, BBox=Array([40, 100, 320, 250]), Placement=Name.Block))
    figure = element(document, "Figure", *([] if inner else [text for pair in PAIRS for text in pair]), **alt)
    for pair in PAIRS if inner else ():
        element(figure, inner, *pair)
    element(document, "P", (30, 80, "After the figure."))
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding))
    page.Contents = pdf.make_stream("\n".join(operators).encode())
    page.Resources, page.StructParents, page.Tabs = Dictionary(Font=Dictionary(F1=font)), 0, Name.S
    root.K, root.ParentTreeNextKey = Array([document]), 1
    root.ParentTree = pdf.make_indirect(Dictionary(Nums=Array([0, Array(parents)])))
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo, pdf.Root.Lang = root, Dictionary(Marked=True), String("en")
    pdf.save(path)
seen = {}
for inner in ("", "Span", "P"):
    made("t.pdf", inner)
    subprocess.run([sys.executable, "p/bin/opendataloader-pdf", "-q", "-f", "markdown,json", "--use-struct-tree", "-o", "o", "t.pdf"], check=True)
    seen[inner] = "|".join(line.strip() for line in pathlib.Path("o/t.md").read_text().splitlines() if line.strip())
    print(f"Figure > {inner or 'text'}:", seen[inner])
    assert "Start-ups" not in pathlib.Path("o/t.json").read_text()
sorted_ = "Running head|# Heading|132|2018|After the figure.|214|2019|180|2020"
assert seen[""] == seen["Span"] == sorted_, seen
assert seen["P"] == "Running head|# Heading|2018 132|After the figure.|2019 214|2020 180", seen
P
