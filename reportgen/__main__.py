"""``python -m reportgen``: the command."""

from reportgen.cli.process import run

run()
