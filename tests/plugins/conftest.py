"""What the tests of plug-ins begin with."""

from __future__ import annotations

from plugins_kit import example, project, site, starter, wheel

__all__ = ["example", "project", "site", "starter", "wheel"]
