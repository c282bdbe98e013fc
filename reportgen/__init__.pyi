from reportgen.api.documents import Document as Document
from reportgen.api.documents import compose as compose
from reportgen.api.documents import load_theme as load_theme
from reportgen.api.documents import write_docx as write_docx
from reportgen.api.documents import write_pdf as write_pdf
from reportgen.api.project import Edition as Edition
from reportgen.api.project import Excerpt as Excerpt
from reportgen.api.project import Project as Project
from reportgen.api.project import open_project as open_project
from reportgen.api.verification import verify as verify
from reportgen.build.request import Built as Built
from reportgen.document.theme import Theme as Theme
from reportgen.errors import FindingsError as FindingsError
from reportgen.errors import ReportgenError as ReportgenError
from reportgen.findings.finding import Finding as Finding
from reportgen.verify.report import Verification as Verification

__version__: str
