#!/usr/bin/env bash
# LibreOffice 7.4.7 keeps c:dispBlanksAs="span" (ECMA-376 part 1, 21.2.2.42: blanks are spanned by a line) for line charts, whatever
# their grouping, but an area chart that is stacked falls to zero at blank rows: an axis made to scale with them shows values that
# nobody gave. Guessed: what is spanned in one kind of chart is spanned in the other.
set -euo pipefail
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
case "$(HOME="$T" soffice --version 2>&1)" in *"LibreOffice 7.4.7.2"*) ;; *) echo "another LibreOffice"; exit 2 ;; esac
cd "$T"
python3 -m venv v && v/bin/pip -q install pillow==12.0.0
cat > make.py <<'P'
import zipfile
D = "http://schemas.openxmlformats.org/drawingml/2006"
O = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
P = "http://schemas.openxmlformats.org/package/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
FILL = '<a:solidFill><a:srgbClr val="FF0000"/></a:solidFill>'
def chart(kind, grouping):
    points = "".join(f'<c:pt idx="{i}"><c:v>10</c:v></c:pt>' for i in (0, 1, 4))
    names = "".join(f'<c:pt idx="{i}"><c:v>{i}</c:v></c:pt>' for i in range(5))
    look = f'<c:spPr>{FILL}<a:ln w="38100">{FILL}</a:ln></c:spPr>' if kind == "area" else f'<c:spPr><a:ln w="38100">{FILL}</a:ln></c:spPr><c:marker><c:symbol val="none"/></c:marker>'
    series = f'<c:ser><c:idx val="0"/><c:order val="0"/>{look}<c:cat><c:strLit><c:ptCount val="5"/>{names}</c:strLit></c:cat><c:val><c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="5"/>{points}</c:numLit></c:val></c:ser>'
    axis = lambda tag, own, other, side: f'<c:{tag}><c:axId val="{own}"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="{side}"/><c:crossAx val="{other}"/></c:{tag}>'
    return f'<c:chartSpace xmlns:c="{D}/chart" xmlns:a="{D}/main"><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:{kind}Chart><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}<c:axId val="1"/><c:axId val="2"/></c:{kind}Chart>{axis("catAx", 1, 2, "b")}{axis("valAx", 2, 1, "l")}</c:plotArea><c:plotVisOnly val="1"/><c:dispBlanksAs val="span"/></c:chart></c:chartSpace>'
def write(path, part):
    drawing = f'<w:drawing><wp:inline xmlns:wp="{D}/wordprocessingDrawing"><wp:extent cx="5000000" cy="2500000"/><wp:docPr id="1" name="x"/><a:graphic xmlns:a="{D}/main"><a:graphicData uri="{D}/chart"><c:chart xmlns:c="{D}/chart" r:id="rId1"/></a:graphicData></a:graphic></wp:inline></w:drawing>'
    rel = lambda kind, target: f'<Relationships xmlns="{P}/relationships"><Relationship Id="rId1" Type="{O}/{kind}" Target="{target}"/></Relationships>'
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("[Content_Types].xml", f'<Types xmlns="{P}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/chart1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/></Types>')
        z.writestr("_rels/.rels", rel("officeDocument", "word/document.xml"))
        z.writestr("word/document.xml", f'<w:document xmlns:w="{W}" xmlns:r="{O}"><w:body><w:p><w:r>{drawing}</w:r></w:p><w:sectPr/></w:body></w:document>')
        z.writestr("word/_rels/document.xml.rels", rel("chart", "chart1.xml"))
        z.writestr("word/chart1.xml", part)
for kind, grouping in (("line", "standard"), ("line", "stacked"), ("area", "stacked")): write(f"{kind}-{grouping}.docx", chart(kind, grouping))
P
python3 make.py
HOME="$T" timeout 300 soffice "-env:UserInstallation=file://$T/profile" --headless --convert-to pdf ./*.docx >/dev/null 2>&1
for f in *.pdf; do pdftoppm -r 72 -png -singlefile "$f" "${f%.pdf}"; done
cat > look.py <<'P'
from PIL import Image
def red(name):
    picture = Image.open(name + ".png").convert("RGB")
    return {(x, y) for x in range(picture.width) for y in range(picture.height) if (lambda r, g, b: r > 200 and g < 100 and b < 100)(*picture.getpixel((x, y)))}
def heights(name):
    """Red dots where points are given (near the left) and in the middle of the blank rows, of the width of what is drawn."""
    found = red(name)
    left, right = min(x for x, _ in found), max(x for x, _ in found)
    return [sum(x == round(left + share * (right - left)) for x, _ in found) for share in (0.1, 0.62)]
for name, expected in (("line-standard", "joined"), ("line-stacked", "joined"), ("area-stacked", "falls to zero")):
    given, blank = heights(name)
    seen = "joined" if blank >= given > 0 else "falls to zero" if name.startswith("area") and blank < given / 2 else "not joined" if not blank else "something else"
    print(f"{name}: {given} dots where values are, {blank} between blank rows: {seen}")
    assert seen == expected, f"{name} was seen as {expected}"
P
v/bin/python look.py
