"""The element `<milestones>`: days and what is done by them, as a table with a heading row.

<milestones caption="Plan" when="Date" what="Step">
  <milestone when="May 2026">The hall is let.</milestone>
</milestones>
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from reportgen.plugins import Block


def milestones(element: etree._Element) -> etree._Element:
    """A table of it; what stands in a milestone is moved as it is, so that it keeps its origin."""
    table = etree.Element("table", summary=element.get("caption", ""))
    etree.SubElement(table, "caption").text = element.get("caption")
    head = etree.SubElement(etree.SubElement(table, "thead"), "tr")
    for name in ("when", "what"):
        etree.SubElement(head, "th", scope="col").text = element.get(name)
    body = etree.SubElement(table, "tbody")
    for milestone in element.iterchildren("milestone"):
        row = etree.SubElement(body, "tr")
        etree.SubElement(row, "th", scope="row").text = milestone.get("when", "")
        cell = etree.SubElement(row, "td")
        cell.text = milestone.text
        cell.extend(deepcopy(child) for child in milestone)
    return table


MILESTONES = Block(expand=milestones, required=("caption", "when", "what"), api=1)
