#!/usr/bin/env bash
# LibreOffice 7.4.7 (open and save a .docx): an ampersand in ONE bound control empties EVERY custom XML part of the file,
# also one that nothing is bound to; with plain text that part is the same, character by character. Custom document
# properties, 120 of 255 characters each, survive both, also by way of ODT, where custom XML is lost. A drop-down list in
# a line keeps list, binding and choice, and loses its alias, which a control for text keeps.
# Guessed: only the part with the ampersand suffers. Seen: plain.docx 'untouched' kept; sign.docx both parts 0 bytes;
# 120 properties in docx, sign and back from ODT; alias of the text control 'words', none of the list.
set -euo pipefail
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
case "$(HOME="$T" soffice --version 2>&1)" in *"LibreOffice 7.4.7.2"*) ;; *) echo "another LibreOffice"; exit 2 ;; esac
cd "$T"
cat > made.py <<'P'
import zipfile
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
O = "http://schemas.openxmlformats.org/officeDocument/2006"
P = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument"
NAMES = ("words", "choice")
run = lambda text: f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
identity = lambda number: f"{{0000000{number}-0000-0000-0000-000000000000}}"
def rels(*rows):
    inner = "".join(f'<Relationship Id="{a}" Type="{b}" Target="{c}"/>' for a, b, c in rows)
    return f'<Relationships xmlns="{P}/relationships">{inner}</Relationships>'
def control(name, text, kind):
    bound = f'<w:dataBinding w:xpath="/f[1]/{name}[1]" w:storeItemID="{identity(1)}"/>'
    return f'<w:p><w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:id w:val="{len(name)}"/>{bound}{kind}</w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt></w:p>'
def write(path, text):
    items = "".join(f'<w:listItem w:displayText="{each}" w:value="{each}"/>' for each in ("one", "two"))
    body = control("words", text, "<w:text/>") + control("choice", "one", f"<w:dropDownList>{items}</w:dropDownList>")
    props = "".join(f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{n + 2}" name="own-{n}"><vt:lpwstr>{str(n).zfill(5)}{"A" * 250}</vt:lpwstr></property>' for n in range(120))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{P}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="{KIND}.wordprocessingml.document.main+xml"/><Override PartName="/docProps/custom.xml" ContentType="{KIND}.custom-properties+xml"/>'
        + "".join(f'<Override PartName="/customXml/itemProps{n}.xml" ContentType="{KIND}.customXmlProperties+xml"/>' for n in (1, 2)) + "</Types>",
        "_rels/.rels": rels(("r1", f"{O}/relationships/officeDocument", "word/document.xml"), ("r2", f"{O}/relationships/custom-properties", "docProps/custom.xml")),
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>',
        "word/_rels/document.xml.rels": rels(*((f"r{n}", f"{O}/relationships/customXml", f"../customXml/item{n}.xml") for n in (1, 2))),
        "docProps/custom.xml": f'<Properties xmlns="{O}/custom-properties" xmlns:vt="{O}/docPropsVTypes">{props}</Properties>',
        "customXml/item1.xml": f"<f><words>{text}</words><choice>one</choice></f>",
        "customXml/item2.xml": '<other xmlns="urn:other">untouched</other>',
    }
    for n in (1, 2):
        parts[f"customXml/itemProps{n}.xml"] = f'<ds:datastoreItem ds:itemID="{identity(n)}" xmlns:ds="{O}/customXml"><ds:schemaRefs/></ds:datastoreItem>'
        parts[f"customXml/_rels/item{n}.xml.rels"] = rels(("r1", f"{O}/relationships/customXmlProps", f"itemProps{n}.xml"))
    with zipfile.ZipFile(path, "w") as package:
        for name, content in parts.items(): package.writestr(name, content)
write("plain.docx", "plain words")
write("sign.docx", "this &amp; that")
P
python3 made.py
convert() { HOME="$T" timeout 120 soffice -env:UserInstallation="file://$T/profile" --headless --convert-to "$1" --outdir "$2" "${@:3}" >/dev/null 2>&1; }
convert 'docx:MS Word 2007 XML' out plain.docx sign.docx
convert odt odt sign.docx
convert 'docx:MS Word 2007 XML' back odt/sign.odt
python3 - <<'P'
import re, zipfile
read = lambda path, name: zipfile.ZipFile(path).read(name).decode()
own = lambda path: len(re.findall(r'name="own-\d+"><vt:lpwstr>\d{5}A{250}<', read(path, "docProps/custom.xml")))
aliases = lambda path: re.findall(r'<w:alias w:val="([^"]*)"', read(path, "word/document.xml"))
parts = {path: [read(path, f"customXml/item{n}.xml") for n in (1, 2)] for path in ("out/plain.docx", "out/sign.docx")}
print(parts, [own(path) for path in ("out/plain.docx", "out/sign.docx", "back/sign.docx")], aliases("out/plain.docx"), sep="\n")
assert "<words>plain words</words>" in parts["out/plain.docx"][0] and ">untouched</other>" in parts["out/plain.docx"][1]
assert [part.strip() for part in parts["out/sign.docx"]] == ["", ""]
assert "this &amp; that" in read("out/sign.docx", "word/document.xml")
assert [own(path) for path in ("out/plain.docx", "out/sign.docx", "back/sign.docx")] == [120, 120, 120]
assert not [name for name in zipfile.ZipFile("back/sign.docx").namelist() if name.startswith("customXml/")]
assert aliases("out/plain.docx") == ["words"] and "<w:dropDownList>" in read("out/plain.docx", "word/document.xml")
P
