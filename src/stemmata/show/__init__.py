"""To people: the dossier and the reader's view, each one self-contained HTML file that opens offline.

In come documents, claims, threads and stemmata; out goes a page in which every number opens its sentence, or texts with
all that was read in them.
"""

from stemmata.show.dossier import render_dossier
from stemmata.show.page import is_own_page
from stemmata.show.reader import ReadText, render_reader
from stemmata.show.report import AccountLine, Report

__all__ = ["AccountLine", "ReadText", "Report", "is_own_page", "render_dossier", "render_reader"]
