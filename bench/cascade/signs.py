"""Which way each feature may speak: what is alike for descent, what differs against it, whatever else is counted.

1: the weight must not be negative; -1: not positive; a feature that is not named may have either sign.
"""

from __future__ import annotations

EDGE = {
    "names it as nearest": 1,
    "names it further back": 1,
    "names its outlet": 1,
    "names another captured page": -1,
    "names the same captured page": 1,
    "has another named source": -1,
    "runs of three words": 1,
    "runs of six words": 1,
    "words in a row": 1,
    "names and numbers": 1,
    "names and numbers of the parent": 1,
    "rare names and numbers": 1,
    "quotations": 1,
    "same number": 1,
    "other number": -1,
    "same readings": 1,
    "other readings": -1,
    "chance of being earlier": 1,
    "hours between": -1,
    "named by others": 1,
    "fewer runs than the best": 1,
    "fewer names and numbers than the best": 1,
    "less rare than the best": 1,
    "other readings than the best": -1,
    "names and numbers that it lacks": -1,
    "names and numbers that few have": 1,
    "lacks no name or number": 1,
}
ROOT = {
    "names a lost report": 1,
    "names people": 1,
    "names itself": 1,
    "names a captured page": -1,
    "new names and numbers": 1,
    "most runs": -1,
    "most words in a row": -1,
    "most names and numbers": -1,
    "most rare names and numbers": -1,
    "chance of being first": 1,
    "same number as an earlier one": -1,
}
PAIR = {
    "same number": 1,
    "other number": -1,
    "same readings": 1,
    "other readings": -1,
    "share of names and numbers, the larger": 1,
    "share of names and numbers, the smaller": 1,
    "rare names and numbers": 1,
    "runs of three words": 1,
    "same lost source": 1,
    "same lost source as nearest": 1,
    "both name people of their own": -1,
    "one names itself": -1,
    "both name themselves": -1,
    "hours apart": -1,
    "chance that one has it from the other": 1,
    "one names the other": 1,
    "new names and numbers": -1,
}
GROUP = {
    "mean of pairs": 1,
    "highest of pairs": 1,
    "chance that one hangs from the other": 1,
    "runs of three words": 1,
    "names and numbers beside the claim, the larger share": 1,
    "names and numbers beside the claim, the smaller share": 1,
    "counts that agree": 1,
    "counts that differ": -1,
    "one has a named source, the other unnamed people": -1,
    "one reports itself, and later than the other": -1,
}
FOUNDING = {
    "reports itself": 1,
    "new names and numbers beside the claim": 1,
}
