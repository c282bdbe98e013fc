#!/usr/bin/env bash
# A line that ends in a hyphen of the word's own: "Baden-" | "Württemberg", "KI-" | "Start-ups", "Personal- " | "und".
# Guessed: readers that join lines leave a hyphen alone where the next part begins with a capital, or is a word. In truth
# all of them drop it: poppler, PDFium (as U+FFFE), MuPDF with TEXT_DEHYPHENATE whatever stands around it, and pdf.js's
# search between two small letters and behind every capital, so that "KI-Start-ups" is not found in Firefox. A plain
# hyphen as replacement text changes nothing. What helps is two things at once: U+2010 in the ToUnicode map (pdf.js,
# pypdf and pdfminer read no replacement text, and keep it), and "-" + U+00AD as ActualText. MuPDF's search then finds
# the whole word, PDFium has the hyphen and behind it its U+FFFE, poppler "-" + U+00AD. Nobody documents the pair.
# Not a way: both characters in the ToUnicode map. pdf.js drops U+00AD only where a glyph says nothing else, keeps it
# there, and finds nothing any more.
# Seen ('KI' + sign | 'Start-ups'):  hyphen              U+2010               U+2010, ActualText - + U+00AD
#   pdf.js 5.6.205 finds it          no                  yes                  yes
#   MuPDF 1.28.5 finds it            no                  no                   yes
#   MuPDF dehyphenate                KIStart-ups         KIStart-ups          KI-Start-ups
#   PDFium (pypdfium2 5.15.2)        KI<FFFE>Start-ups   KI<2010>\nStart-ups  KI-<FFFE>Start-ups
#   poppler 22.12                    KIStart-ups         KI<2010>\nStart-ups  KI-<AD>\nStart-ups
#   pypdf 7.1.1, pdfminer 20260107   KI-\nStart-ups      KI<2010>\nStart-ups  KI<2010>\nStart-ups
set -euo pipefail
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
case "$(pdftotext -v 2>&1)" in *22.12.0*) ;; *) echo "another poppler"; exit 2 ;; esac
python3 -m pip install -q --disable-pip-version-check --target "$T/p" pikepdf==10.18.0 fontpkg-lato==2.15 reportlab==5.1.0 pymupdf==2.0 pypdf==7.1.1 pypdfium2==5.15.2 pdfminer.six==20260107 2>/dev/null || { echo "the packages could not be installed"; exit 2; }
cd "$T" && npm install --silent --no-fund --no-audit --cache "$T/c" pdfjs-dist@5.6.205 >/dev/null 2>&1 || { echo "the package pdfjs-dist could not be installed"; exit 2; }
PYTHONPATH=p python3 - <<'P'
import io, json, os, re, subprocess
import fontpkg_lato, pikepdf, pymupdf, pypdf, pypdfium2
from pdfminer.high_level import extract_text
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas
pdfmetrics.registerFont(TTFont("Lato", os.path.join(os.path.dirname(fontpkg_lato.__file__), "files", "Lato-Regular.ttf")))
def made(path, before, sign, after, replacement=None, says=None):
    """Two lines; `replacement` is the sign's ActualText, `says` what the ToUnicode map says of it."""
    buffer = io.BytesIO()
    c = canvas.Canvas(buffer, pagesize=(400, 200), initialFontName="Lato")
    text = c.beginText()
    text.setFont("Lato", 11)
    for y, part, mark in ((160, "Eine Zeile davor", ""), (146, before, sign), (132, after + " und mehr", "")):
        text.setTextOrigin(20, y)
        text._textOut(part)
        if mark and replacement:
            text._code.append("/Span <</ActualText <FEFF" + replacement.encode("utf-16-be").hex() + ">>> BDC")
        if mark:
            text._textOut(mark)
        if mark and replacement:
            text._code.append("EMC")
    c.drawText(text)
    c.save()
    pdf = pikepdf.open(buffer)
    for item in pdf.objects:
        if says and isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item:
            old = item.ToUnicode.read_bytes().decode()
            new = re.sub(rf"(?m)^(<\w\w>) <{ord(sign):04X}>$", lambda m: f"{m[1]} <{says.encode('utf-16-be').hex().upper()}>", old)
            assert new != old
            item.ToUnicode.write(new.encode())
    pdf.save(path)
open("find.mjs", "w").write("""import fs from "node:fs";
const element = () => ({style: {}, classList: {add() {}, remove() {}}, append() {}, addEventListener() {}});
globalThis.window = {requestAnimationFrame: (call) => setTimeout(call, 0), addEventListener() {}};
globalThis.document = {createElement: element, documentElement: element(), addEventListener() {}};
globalThis.pdfjsLib = await import("./node_modules/pdfjs-dist/legacy/build/pdf.mjs");
const {EventBus, PDFFindController} = await import("./node_modules/pdfjs-dist/legacy/web/pdf_viewer.mjs");
const pdf = await globalThis.pdfjsLib.getDocument({data: new Uint8Array(fs.readFileSync(process.argv[2])), verbosity: 0}).promise;
const eventBus = new EventBus(), controller = new PDFFindController({eventBus, linkService: {page: 1, pagesCount: 1}});
controller.setDocument(pdf);
eventBus.dispatch("find", {source: null, type: "again", query: process.argv[3], highlightAll: true});
do await new Promise((resolve) => setImmediate(resolve)); while (!controller.pageMatches[0]);
console.log(controller.pageMatches[0].length);
process.exit(0);""")
def out(*command): return subprocess.run(command, capture_output=True, text=True, check=True).stdout
def cut(text): return text.replace("\r", "").split("davor\n")[1].split(" und mehr")[0].strip()
def seen(path, word):
    page = pymupdf.open(path)[0]
    return {
        "pdf.js": out("node", "find.mjs", path, word).strip() == "1",
        "mupdf": bool(page.search_for(word)),
        "dehyphenate": cut(page.get_text(flags=pymupdf.TEXTFLAGS_TEXT | pymupdf.TEXT_DEHYPHENATE)),
        "pdfium": cut(pypdfium2.PdfDocument(path)[0].get_textpage().get_text_range()),
        "poppler": cut(out("pdftotext", path, "-")),
        "pypdf": cut(pypdf.PdfReader(path).pages[0].extract_text()),
        "pdfminer": cut(extract_text(path)),
    }
rows = {}
for name, sign, replacement, says in (
    ("hyphen", "-", None, None), ("same", "-", "\u2010\u00ad", None), ("U+2010", "\u2010", None, None),
    ("both", "\u2010", "-\u00ad", None), ("in the map", "\u2010", None, "\u2010\u00ad"),
):
    made("t.pdf", "KI", sign, "Start-ups", replacement, says)
    rows[name] = seen("t.pdf", "KI-Start-ups")
    print(name, {reader: ascii(found) for reader, found in rows[name].items()})
assert list(rows["hyphen"].values()) == [
    False, False, "KIStart-ups", "KI\ufffeStart-ups", "KIStart-ups", "KI-\nStart-ups", "KI-\nStart-ups"]
assert list(rows["U+2010"].values()) == [
    True, False, "KIStart-ups", "KI\u2010\nStart-ups", *["KI\u2010\nStart-ups"] * 3]
assert list(rows["both"].values()) == [
    True, True, "KI-Start-ups", "KI-\ufffeStart-ups", "KI-\u00ad\nStart-ups", *["KI\u2010\nStart-ups"] * 2]
assert not rows["same"]["pdf.js"] and not rows["in the map"]["pdf.js"] and not rows["in the map"]["mupdf"]
finds = {}
for before, after in (("Baden", "Württemberg"), ("alpha", "beta"), ("BMBF", "gefördert"), ("Personal", "und")):
    made("t.pdf", before, "-", after)
    finds[before] = seen("t.pdf", f"{before}-{after}")
    assert finds[before]["poppler"] == finds[before]["dehyphenate"] == before + after, finds[before]
assert [row["pdf.js"] for row in finds.values()] == [True, False, False, False]
P
