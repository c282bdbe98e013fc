"""Runs inside a Python that knows LibreOffice (`uno`): open text documents, change words in them, save them as others.

    python libreoffice_saves.py PIPE JOBS

JOBS is a JSON file: a list of [from, to, {words: other words}], done in turn, so that one may open what another saved.
The format of a file follows from the end of its name.
"""

import json
import os
import sys

import uno
from libreoffice_changes import desktop, setting

FILTERS = {"odt": "writer8", "docx": "MS Word 2007 XML"}


def save(loader, source, target, edits):
    document = loader.loadComponentFromURL(uno.systemPathToFileUrl(source), "_blank", 0, (setting("Hidden", True),))
    for words, others in edits.items():
        change(document, words, others)
    document.storeToURL(uno.systemPathToFileUrl(target), (setting("FilterName", FILTERS[target.rpartition(".")[2]]),))
    document.close(True)


def change(document, words, others):
    """Put other words in the place of the first ones found: as a person who marks them and types, and in the fields
    that LibreOffice makes of bound controls."""
    search = document.createSearchDescriptor()
    search.SearchString, search.SearchCaseSensitive = words, True
    found = document.findFirst(search)
    if found is not None:
        found.setString(others)
        return
    fields = document.getTextFields().createEnumeration()
    while fields.hasMoreElements():
        field = fields.nextElement()
        for name in ("Content", "CurrentPresentation"):
            if field.getPropertySetInfo().hasPropertyByName(name) and field.getPropertyValue(name) == words:
                field.setPropertyValue(name, others)
                return
    sys.exit(f"not found: {words}")


if __name__ == "__main__":
    context = desktop(sys.argv[1])
    loader = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    with open(sys.argv[2], encoding="utf-8") as file:
        for job in json.load(file):
            save(loader, *job)
    loader.terminate()
    os._exit(0)  # else the bridge of LibreOffice 7.4 is now and then torn down with a crash
