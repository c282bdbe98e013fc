#!/usr/bin/env bash
# LibreOffice 7.4.7 reads mc:Choice only where its Requires says exactly "wps", "wpg" or "w14"; for any other prefix, though it
# knows what the choice holds (a chart, "c"), it takes mc:Fallback: a chart with a picture as fallback becomes the picture
# for good once the file is saved. mammoth and pandoc take the fallback always. Guessed: Requires="c" is understood.
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
import base64
png = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
D = "http://schemas.openxmlformats.org/drawingml/2006"
names = f'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:c="{D}/chart" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wp="{D}/wordprocessingDrawing" xmlns:a="{D}/main" xmlns:pic="{D}/picture"'
inline = lambda graphic: f'<w:drawing><wp:inline><wp:extent cx="3000000" cy="2000000"/><wp:docPr id="1" name="x"/><a:graphic>{graphic}</a:graphic></wp:inline></w:drawing>'
picture = inline(f'<a:graphicData uri="{D}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="2" name="y"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rIdP"/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="3000000" cy="2000000"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData>')
chart = inline(f'<a:graphicData uri="{D}/chart"><c:chart r:id="rIdK"/></a:graphicData>')
axis = lambda tag, me, other, at: f'<c:{tag}><c:axId val="{me}"/><c:scaling/><c:delete val="0"/><c:axPos val="{at}"/><c:crossAx val="{other}"/></c:{tag}>'
data = f'<c:chartSpace xmlns:c="{D}/chart"><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numLit><c:ptCount val="1"/><c:pt idx="0"><c:v>3</c:v></c:pt></c:numLit></c:val></c:ser><c:axId val="11"/><c:axId val="12"/></c:barChart>{axis("catAx", 11, 12, "b")}{axis("valAx", 12, 11, "l")}</c:plotArea></c:chart></c:chartSpace>'
kind = '<Override PartName="/word/chart1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>'
for requires in ("c", "wps"):
    both = f'<mc:AlternateContent {names}><mc:Choice Requires="{requires}">{chart}</mc:Choice><mc:Fallback>{picture}</mc:Fallback></mc:AlternateContent>'
    write(f"{requires}.docx", para(f"<w:r>{both}</w:r>"), more=[("rIdP", "image", "p.png", png), ("rIdK", "chart", "chart1.xml", data)], types=kind)
saved("c.docx", "wps.docx")
found = {name: ("c:chart " in part(f"{name}.docx"), "pic:pic" in part(f"{name}.docx")) for name in ("c", "wps")}
print(found)
assert found == {"c": (False, True), "wps": (True, False)}
P
