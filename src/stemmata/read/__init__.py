"""From bytes to documents: pages, plain text, Markdown and JSON records, each read or refused with a reason.

In: the paths that a user gives. Out: for each input one `Reading` (the capture with its SHA-256 and the document
made of it) or one `Refusal`. Inputs are hostile until shown otherwise: sizes, nesting and time are bounded, and
nothing but regular files is opened.
"""

from stemmata.read.inputs import Input, find_inputs
from stemmata.read.kind import Kind
from stemmata.read.language import SUPPORTED, name_language
from stemmata.read.outcome import Defaults, Reading, Reason, Refusal
from stemmata.read.reading import read_input, read_inputs

__all__ = [
    "SUPPORTED",
    "Defaults",
    "Input",
    "Kind",
    "Reading",
    "Reason",
    "Refusal",
    "find_inputs",
    "name_language",
    "read_input",
    "read_inputs",
]
