"""Runs inside a Python that knows LibreOffice (`uno`): open Word files, accept or reject all changes, save the result.

    python libreoffice_changes.py PIPE FROM TO accept|reject|none [FROM TO …]

Files whose name ends in .txt are saved as plain text. Beside each, TO.objects tells how many pictures
and charts it shows.
"""

import os
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

COMMANDS = {"accept": ".uno:AcceptAllTrackedChanges", "reject": ".uno:RejectAllTrackedChanges"}
FILTERS = {"txt": "Text (encoded)", "docx": "MS Word 2007 XML", "pdf": "writer_pdf_Export"}


def setting(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def desktop(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(150):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.2)
    sys.exit("LibreOffice does not answer")


def decide(context, source, target, what):
    manager = context.ServiceManager
    loader = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = loader.loadComponentFromURL(uno.systemPathToFileUrl(source), "_blank", 0, (setting("Hidden", True),))
    if what in COMMANDS:
        dispatcher = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
        dispatcher.executeDispatch(document.CurrentController.Frame, COMMANDS[what], "", 0, ())
    how = [setting("FilterName", FILTERS[target.rpartition(".")[2]])]
    if target.endswith(".txt"):
        how.append(setting("FilterOptions", "UTF8,LF,,,"))
    document.storeToURL(uno.systemPathToFileUrl(target), tuple(how))
    with open(f"{target}.objects", "w", encoding="utf-8") as shown:
        shown.write(f"{document.GraphicObjects.Count} {document.EmbeddedObjects.Count}")
    document.close(True)


if __name__ == "__main__":
    pipe, *jobs = sys.argv[1:]
    found = desktop(pipe)
    for place in range(0, len(jobs), 3):
        decide(found, *jobs[place : place + 3])
    manager = found.ServiceManager
    manager.createInstanceWithContext("com.sun.star.frame.Desktop", found).terminate()
    os._exit(0)  # else the bridge of LibreOffice 7.4 is now and then torn down with a crash
