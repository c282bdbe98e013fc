"""Two Word files of the same report as one with tracked changes: accept all, and it is the new one; reject all, and it
is the old one.

It works on finished files and knows nothing of documents or themes, so whatever the writer learns to write is
compared, too. What Word cannot track is as in the new version: styles, settings, properties, and the bookmarks of what
both versions have.
"""

from __future__ import annotations

from reportgen.word_changes.track import track_changes

__all__ = ["track_changes"]
