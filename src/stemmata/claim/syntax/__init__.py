"""Words → phrases → clauses: the shallow reading of one sentence that binding works on.

`word` gives every token one class, `chunk` cuts noun phrases and verb groups, `structure` ties them: who stands before
and behind which verb, what a participle or a relative clause says of which noun, what is coordinated, what is set
beside what. There is no parser behind it: where the words leave it open, nothing is tied.
No module here knows a measure or an item; the words are in `claim/tables/<language>.syntax.toml`.
"""

from stemmata.claim.syntax.structure import Form, Group, Phrase, Structure, Voice, read_structure
from stemmata.claim.syntax.word_class import Marks

__all__ = ["Form", "Group", "Marks", "Phrase", "Structure", "Voice", "read_structure"]
