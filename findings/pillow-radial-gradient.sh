#!/usr/bin/env bash
# Pillow: Image.radial_gradient("L") is said to go "from black to white, centre to edge". Guessed: 255 at the middle of an
# edge, so that a circle as wide as the picture holds the whole gradient. In truth 255 is at the corners alone: the middle
# of an edge has 179, and who places it as the gradient of a circle never sees the last third of the colours.
# Seen (Pillow 12.0.0): middle 0, edge 179, corner 255
set -euo pipefail
T=$(mktemp -d); trap 'rm -rf "$T"' EXIT
python3 -m pip install -q --disable-pip-version-check --target "$T/p" pillow==12.0.0 2>/dev/null || { echo "the package could not be installed"; exit 2; }
PYTHONPATH="$T/p" python3 - <<'P'
import PIL
from PIL import Image
image = Image.radial_gradient("L")
middle, edge, corner = (image.getpixel(at) for at in ((128, 128), (255, 128), (0, 0)))
print(f"Pillow {PIL.__version__}: middle {middle}, edge {edge}, corner {corner}")
raise SystemExit(0 if middle == 0 and 175 <= edge <= 185 and corner >= 250 else 1)
P
