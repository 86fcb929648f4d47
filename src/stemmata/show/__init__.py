"""To people: the dossier, one self-contained HTML file that opens offline.

In come documents, claims, threads and stemmata; out goes a page in which every number opens its sentence.
"""

from stemmata.show.dossier import render_dossier
from stemmata.show.report import AccountLine, Report

__all__ = ["AccountLine", "Report", "render_dossier"]
