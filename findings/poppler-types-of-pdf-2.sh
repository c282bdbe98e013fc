#!/usr/bin/env bash
# Structure types of PDF 2.0 in their namespace (ISO 32000-2, 14.8.6): Title, Aside, Strong, FENote.
# Guessed: a reader who does not know a type takes it for one without meaning and says its text. In truth poppler 22.12
# drops the element with all that is in it ("StructElem object is wrong type"): the title of the report and whole boxes
# are not there. It knows no namespaces at all, and so it takes the RoleMap of the tree's root for these elements too,
# which ISO 32000-2 (14.7.4.2) keeps for elements without a namespace: with one, every word is back, and veraPDF's PDF/UA-2
# and WTPDF find nothing against the two side by side.
# Seen (pdfinfo -struct-text): namespace alone        Document, P "Absatz"
#                              namespace and RoleMap  Document, P "Titel", Sect > P "Kasten", P "Absatz" > Span "stark", Note "Fussnote"
set -euo pipefail
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
case "$(pdfinfo -v 2>&1)" in *22.12.0*) ;; *) echo "another poppler"; exit 2 ;; esac
python3 -m pip install -q --disable-pip-version-check --target "$T/p" pikepdf==10.18.0 2>/dev/null || { echo "the package could not be installed"; exit 2; }
cd "$T" && PYTHONPATH=p python3 - <<'P'
import subprocess
import pikepdf
from pikepdf import Array, Dictionary, Name, String
def made(path, mapped):
    pdf = pikepdf.new()
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding))
    words = ("Titel", "Kasten", "Absatz", "stark", "Fussnote")
    shown = " ".join(f"/Span <</MCID {i}>> BDC BT /F1 12 Tf 20 {180 - 20 * i} Td ({word}) Tj ET EMC" for i, word in enumerate(words))
    page = pdf.add_blank_page(page_size=(200, 200))
    page.obj.Resources, page.obj.Contents, page.obj.StructParents = Dictionary(Font=Dictionary(F1=font)), pdf.make_stream(shown.encode()), 0
    space = pdf.make_indirect(Dictionary(Type=Name.Namespace, NS=String("http://iso.org/pdf2/ssn")))
    root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, Namespaces=Array([space])))
    if mapped: root.RoleMap = Dictionary(Title=Name.P, Aside=Name.Sect, Strong=Name.Span, FENote=Name.Note)
    def element(kind, parent, *kids):
        made = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent, NS=space, Pg=page.obj))
        made.K = Array([kid(made) if callable(kid) else kid for kid in kids])
        return made
    owners = {}
    def leaf(kind, mcid, *more):
        def make(parent):
            owners[mcid] = element(kind, parent, mcid, *more)
            return owners[mcid]
        return make
    document = element("Document", root, leaf("Title", 0), lambda d: element("Aside", d, leaf("P", 1)), leaf("P", 2, leaf("Strong", 3)), leaf("FENote", 4))
    root.K, root.ParentTree = Array([document]), Dictionary(Nums=Array([0, Array([owners[i] for i in range(5)])]))
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = root, Dictionary(Marked=True)
    pdf.save(path, force_version="2.0")
    return subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True)
said = {}
for name, mapped in (("namespace alone", False), ("namespace and RoleMap", True)):
    done = made("file.pdf", mapped)
    said[name] = [word for word in ("Titel", "Kasten", "Absatz", "stark", "Fussnote") if f'"{word}"' in done.stdout]
    print(f"{name}:", ", ".join(said[name]), "|", done.stderr.count("wrong type"), "complaints of types")
assert said == {"namespace alone": ["Absatz"], "namespace and RoleMap": ["Titel", "Kasten", "Absatz", "stark", "Fussnote"]}, said
P
