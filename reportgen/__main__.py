"""``python -m reportgen``: the command."""

import sys

if not sys.flags.safe_path:
    del sys.path[0]  # the folder one stands in, which may be somebody else's project, is no place for modules

from reportgen.cli.process import run

run()
