#!/usr/bin/env bash
# LibreOffice 7.4.7 (open and save a .docx with bound content controls): (1) it writes each text to its XPath in EVERY custom
# XML part, whatever w:storeItemID says, so that two parts with the same paths get each other's texts; (2) the element
# of the text loses its attributes (those of its parent stay); (3) a text with & or < leaves the whole part empty.
# Guessed: the store comes back as it was. Seen: part 1 'eins' -> 'zwei'; n="7" gone; part with '&' has 0 bytes.
set -euo pipefail
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
case "$(HOME="$T" soffice --version 2>&1)" in *"LibreOffice 7.4.7.2"*) ;; *) echo "another LibreOffice"; exit 2 ;; esac
cd "$T"
cat > kit.py <<'P'
import re, subprocess, zipfile
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
O = "http://schemas.openxmlformats.org/officeDocument/2006"
R, P = f"{O}/relationships", "http://schemas.openxmlformats.org/package/2006"
run = lambda t: f'<w:r><w:t xml:space="preserve">{t}</w:t></w:r>'
para = lambda c, properties="": f"<w:p>{properties}{c}</w:p>"
mark = lambda number, name, c: f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{c}<w:bookmarkEnd w:id="{number}"/>'
link = lambda t: f'<w:hyperlink w:anchor="target">{run(t)}</w:hyperlink>'
def control(name, content, kind="<w:text/>", binding=""):
    return f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:id w:val="{abs(hash(name)) % 10**8 + 1}"/>{binding}{kind}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'
def rels(*rows):
    inner = "".join(f'<Relationship Id="{a}" Type="{R}/{b}" Target="{c}"/>' for a, b, c in rows)
    return f'<Relationships xmlns="{P}/relationships">{inner}</Relationships>'
def write(path, body, notes=(), parts=(), more=(), types=""):
    """`parts` are texts of custom XML parts; `more` are (relationship id, kind, name, bytes) of other parts."""
    w = f'xmlns:w="{W}" xmlns:r="{R}"'
    links = [("rId1", "footnotes", "footnotes.xml")] + [(f"rIdC{i}", "customXml", f"../customXml/item{i}.xml") for i, _ in enumerate(parts, 1)]
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    over = "".join(f'<Override PartName="/customXml/itemProps{i}.xml" ContentType="application/vnd.openxmlformats-officedocument.customXmlProperties+xml"/>' for i, _ in enumerate(parts, 1))
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("[Content_Types].xml", f'<Types xmlns="{P}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="{main}.document.main+xml"/><Override PartName="/word/footnotes.xml" ContentType="{main}.footnotes+xml"/>{over}{types}</Types>')
        z.writestr("_rels/.rels", rels(("rId1", "officeDocument", "word/document.xml")))
        z.writestr("word/document.xml", f'<w:document {w}><w:body>{para(mark(1, "target", run("Ziel")))}{body}{para(run("Ende"))}<w:sectPr/></w:body></w:document>')
        z.writestr("word/_rels/document.xml.rels", rels(*links, *((a, b, f"{c}") for a, b, c, _ in more)))
        z.writestr("word/footnotes.xml", f'<w:footnotes {w}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>' + "".join(f'<w:footnote w:id="{i}"><w:p><w:r><w:footnoteRef/></w:r>{c}</w:p></w:footnote>' for i, c in enumerate(notes, 1)) + "</w:footnotes>")
        for i, text in enumerate(parts, 1):
            z.writestr(f"customXml/item{i}.xml", text)
            z.writestr(f"customXml/itemProps{i}.xml", f'<ds:datastoreItem ds:itemID="{{0000000{i}-0000-0000-0000-000000000000}}" xmlns:ds="{O}/customXml"><ds:schemaRefs/></ds:datastoreItem>')
            z.writestr(f"customXml/_rels/item{i}.xml.rels", rels(("rId1", "customXmlProps", f"itemProps{i}.xml")))
        for _, _, name, content in more: z.writestr(f"word/{name}", content)
def saved(*names):
    import os
    subprocess.run(["timeout", "120", "soffice", f"-env:UserInstallation=file://{os.getcwd()}/profile", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", "out", *names], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "HOME": os.getcwd()}, check=True)
part = lambda name, which="word/document.xml": zipfile.ZipFile(f"out/{name}").read(which).decode()
def well_formed(xml):
    import xml.etree.ElementTree as E
    try: E.fromstring(xml)
    except E.ParseError: return False
    return True
words = lambda xml: "".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", xml))
aliases = lambda xml: re.findall(r'<w:alias w:val="([^"]*)"', xml)
marks = lambda xml: re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', xml)
P
python3 - <<'P'
from kit import *
def bound(name, text, store, path="/f[1]/a[1]/t[1]"):
    binding = f'<w:dataBinding w:xpath="{path}" w:storeItemID="{{0000000{store}-0000-0000-0000-000000000000}}"/>'
    return para(control(name, run(text), binding=binding))
store = lambda text: f'<f><a p="8"><t n="7">{text}</t></a></f>'
write("same.docx", bound("one", "eins", 1) + bound("two", "zwei", 2), parts=(store("eins"), store("zwei")))
write("own.docx", bound("one", "eins", 1) + bound("two", "zwei", 2, "/f[1]/b[1]/t[1]"), parts=(store("eins"), store("zwei").replace("a", "b")))
write("sign.docx", bound("one", "eins &amp; zwei", 1), parts=(store("eins &amp; zwei"),))
saved("same.docx", "own.docx", "sign.docx")
item = lambda name, number: part(name, f"customXml/item{number}.xml")
for name, number in (("same.docx", 1), ("same.docx", 2), ("own.docx", 1), ("own.docx", 2), ("sign.docx", 1)): print(name, number, repr(item(name, number)))
assert "zwei" in item("same.docx", 1) and "eins" not in item("same.docx", 1)
assert "eins" in item("own.docx", 1) and "zwei" in item("own.docx", 2)
assert 'n="7"' not in item("own.docx", 1) and 'p="8"' in item("own.docx", 1)
assert item("sign.docx", 1).strip() == "" and "eins &amp; zwei" in part("sign.docx")
P
