#!/bin/sh
# Makes the two CMYK profiles of reportgen/pdf/data from characterisation data: FOGRA39 (coated) and FOGRA29 (uncoated).
#
# Data: Debian package icc-profiles-free (FOGRA39L.ti3, FOGRA29L.ti3; zlib licence). Program: colprof of Debian package
# argyll (AGPL; what it makes from data is not covered by its licence).
# Usage: tools/make-profiles.sh [FOLDER with the .ti3 files and sRGB.icc]   (default: /usr/share/color/icc)
set -eu
data=${1:-/usr/share/color/icc}
target=$(cd "$(dirname "$0")/.." && pwd)/reportgen/pdf/data
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# -ql -bl: small tables; -l, -L: limits of all inks and of black; -kr: black ramps up late and smoothly;
# -S, -cmt, -dpp: gamut mapping from sRGB on a monitor to print.
make() {
    cp "$data/$1.ti3" "$scratch/$2.ti3"
    (cd "$scratch" && "${COLPROF:-colprof}" -ql -bl -nc -no -l"$3" -L95 -kr -S "$data/sRGB.icc" -cmt -dpp \
        -A reportgen -M "$2" -D "reportgen $2 ($4)" -C "Made from $4 characterisation data; zlib licence" "$2")
    mv "$scratch/$2.icc" "$target/$2.icc"
}
make FOGRA39L coated 300 FOGRA39
make FOGRA29L uncoated 280 FOGRA29
