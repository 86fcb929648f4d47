"""The dossier as one HTML file: no outside request, and no word of an article is ever more than text."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, select_autoescape
from markupsafe import Markup

from stemmata.show.report import Report
from stemmata.show.view import make_view


def render_dossier(report: Report) -> str:
    """The whole page as text. The same report always gives the same page."""
    style, script = _read("static/dossier.css"), _read("static/dossier.js")
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'"
    )
    return (
        _environment()
        .from_string(_read("templates/dossier.html.j2"))
        .render(
            view=make_view(report),
            style=Markup(style),
            script=Markup(script),
            policy=Markup(policy),
        )
    )


@cache
def _environment() -> Environment:
    return Environment(
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _read(name: str) -> str:
    return files("stemmata.show").joinpath(*name.split("/")).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
