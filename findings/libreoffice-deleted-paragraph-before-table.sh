#!/usr/bin/env bash
# LibreOffice 7.4.7, accept all changes of a .docx: a paragraph that is deleted with its mark vanishes between two
# paragraphs, but not where a table follows: an empty paragraph stays, in the style of the deleted one. So does one whose
# insertion before a table is rejected. In Word a deleted mark takes the paragraph away (17.13.5.15).
# Guessed: what is deleted with its mark is gone once that is accepted, whatever follows.
# Seen: before a paragraph ['Eins.', 'Drei.'], before a table ['Eins.', '']
set -euo pipefail
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
case "$(HOME="$T" soffice --version 2>&1)" in *"LibreOffice 7.4.7.2"*) ;; *) echo "another LibreOffice"; exit 2 ;; esac
PY=/usr/bin/python3; "$PY" -c 'import uno' 2>/dev/null || { echo "no python3-uno"; exit 2; }
cd "$T"
"$PY" - <<'P'
import zipfile
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R, P = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://schemas.openxmlformats.org/package/2006"
para = lambda text: f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
by = 'w:author="A" w:date="2020-01-01T00:00:00Z"'
def changed(kind, text):
    name = "delText" if kind == "del" else "t"
    return f'<w:p><w:pPr><w:rPr><w:{kind} w:id="1" {by}/></w:rPr></w:pPr><w:{kind} w:id="2" {by}><w:r><w:{name}>{text}</w:{name}></w:r></w:{kind}></w:p>'
table = '<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>' + para("Zelle") + "</w:tc></w:tr></w:tbl>"
main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
for kind in ("del", "ins"):
    for name, follows in (("paragraph", para("Drei.")), ("table", table + para("Ende."))):
        with zipfile.ZipFile(f"{kind}-{name}.docx", "w") as z:
            z.writestr("[Content_Types].xml", f'<Types xmlns="{P}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{main}"/></Types>')
            z.writestr("_rels/.rels", f'<Relationships xmlns="{P}/relationships"><Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>')
            z.writestr("word/document.xml", f'<w:document xmlns:w="{W}"><w:body>{para("Eins.")}{changed(kind, "Zwei.")}{follows}<w:sectPr/></w:body></w:document>')
P
HOME="$T" timeout 120 soffice "-env:UserInstallation=file://$T/profile" --headless --norestore --nologo "--accept=pipe,name=f$$;urp" >/dev/null 2>&1 &
HOME="$T" timeout 110 "$PY" - "f$$" <<'P'
import os, sys, time, uno
from com.sun.star.beans import PropertyValue
local = uno.getComponentContext()
resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
for _ in range(200):
    try:
        context = resolver.resolve(f"uno:pipe,name={sys.argv[1]};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.3)
make = lambda name: context.ServiceManager.createInstanceWithContext(name, context)
hidden = PropertyValue(); hidden.Name, hidden.Value = "Hidden", True
found = {}
for kind, command in (("del", "Accept"), ("ins", "Reject")):
    for name in ("paragraph", "table"):
        document = make("com.sun.star.frame.Desktop").loadComponentFromURL(f"file://{os.getcwd()}/{kind}-{name}.docx", "_blank", 0, (hidden,))
        make("com.sun.star.frame.DispatchHelper").executeDispatch(document.CurrentController.Frame, f".uno:{command}AllTrackedChanges", "", 0, ())
        texts, parts = [], document.Text.createEnumeration()
        while parts.hasMoreElements():
            part = parts.nextElement()
            if not part.supportsService("com.sun.star.text.Paragraph"):
                break
            texts.append(part.String)
        found[kind, name] = texts
        document.close(True)
make("com.sun.star.frame.Desktop").terminate()
print(found)
assert found["del", "paragraph"] == found["ins", "paragraph"] == ["Eins.", "Drei."]
assert found["del", "table"] == found["ins", "table"] == ["Eins.", ""]
P
