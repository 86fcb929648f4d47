"""The dossier as one HTML file: no outside request, and no word of an article is ever more than text."""

from __future__ import annotations

from stemmata.show.page import read_part, render_page
from stemmata.show.report import Report
from stemmata.show.view import make_view


def render_dossier(report: Report) -> str:
    """The whole page as text. The same report always gives the same page."""
    return render_page(
        "dossier.html.j2", make_view(report), read_part("static/dossier.css"), read_part("static/dossier.js")
    )
