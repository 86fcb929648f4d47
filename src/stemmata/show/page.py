"""One self-contained HTML page: its template, with style and script inside it, and a policy that lets in no other."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

_GENERATOR = b'<meta name="generator" content="Stemmata '
_HEAD = 4096  # bytes in which a page says who made it


def render_page(template: str, view: object, style: str, script: str) -> str:
    """The page of `template` as text; every value of `view` is escaped. Style and script are our own."""
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"style-src 'sha256-{_digest(style)}'; script-src 'sha256-{_digest(script)}'"
    )
    return (
        _environment()
        .get_template(template)
        .render(view=view, style=Markup(style), script=Markup(script), policy=Markup(policy))
    )


def is_own_page(path: Path) -> bool:
    """Whether a file is a page that this room made, and may be made anew."""
    try:
        with path.open("rb") as file:
            return _GENERATOR in file.read(_HEAD)
    except OSError:
        return False


@cache
def read_part(name: str) -> str:
    """A template, style or script that ships with the room."""
    return files("stemmata.show").joinpath(*name.split("/")).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(lambda name: read_part(f"templates/{name}")),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
