"""An optional engine: a language model that proposes claims where the grammar found a source and no claim.

In come a document with its annotations and claims; out go the claims and those that were added. Off unless asked for;
text is sent to the given address only. Whatever is proposed passes the same fidelity guard as the grammar's own claims.
"""

from stemmata.engine.client import EngineClient
from stemmata.engine.propose import Engine
from stemmata.engine.settings import EngineError, EngineSettings

__all__ = ["Engine", "EngineClient", "EngineError", "EngineSettings"]
