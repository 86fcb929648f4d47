"""Asking an OpenAI-compatible service: bounded in time and size, tried again where that helps, each answer kept.

Text goes to the one address that was given: no redirect is followed, no proxy of the environment is used.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from stemmata.engine.message import ChatAnswer, Unreadable, read_answer
from stemmata.engine.prompt import Message
from stemmata.engine.settings import EngineError, EngineSettings

if TYPE_CHECKING:
    import httpx

_RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_LONGEST_WAIT = 30.0
_LONGEST_ANSWER = 4000  # tokens
_CONNECT = 10.0  # seconds


class _Failed(Exception):
    """A request that gave no answer; `kind` is what is counted, `again` whether asking again may help."""

    def __init__(self, kind: str, again: bool, wait: float | None = None) -> None:
        super().__init__(kind)
        self.kind, self.again, self.wait = kind, again, wait


class EngineClient:
    """One service. `account` counts requests, answers from disk, retries, failures and tokens over its life."""

    def __init__(self, settings: EngineSettings, sleep: Callable[[float], None] = time.sleep) -> None:
        """Raises EngineError where httpx is not installed."""
        try:
            import httpx
        except ImportError as problem:
            raise EngineError("the engine needs httpx: pip install 'stemmata[llm]'") from problem
        self._httpx = httpx
        self._settings = settings
        self._sleep = sleep
        self._in_a_row = 0
        self.account: Counter[str] = Counter()
        timeout = httpx.Timeout(settings.patience, connect=min(_CONNECT, settings.patience))
        headers = {"Authorization": f"Bearer {settings.key}"} if settings.key else {}
        self._client = httpx.Client(timeout=timeout, headers=headers, follow_redirects=False, trust_env=False)

    def __enter__(self) -> EngineClient:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()

    def ask(self, messages: Sequence[Message]) -> ChatAnswer | None:
        """The answer to a chat, from disk where it was given before; None where there is none (counted)."""
        body = {
            "model": self._settings.model,
            "messages": list(messages),
            "temperature": 0,
            "max_tokens": _LONGEST_ANSWER,
            "response_format": {"type": "json_object"},
        }
        kept = self._path_of(body)
        answer = self._read_kept(kept)
        if answer is not None:
            self.account["answers from disk"] += 1
            return answer
        if self._in_a_row >= self._settings.most_failures:
            self.account["not asked after failures"] += 1
            return None
        return self._ask_service(body, kept)

    def _ask_service(self, body: Mapping[str, Any], kept: Path | None) -> ChatAnswer | None:
        for attempt in range(self._settings.tries):
            try:
                raw = self._post(body)
                answer = read_answer(raw)
            except Unreadable:
                failed = _Failed("failed: unreadable answer", again=True)
            except _Failed as problem:
                failed = problem
            else:
                self._in_a_row = 0
                usage = answer.usage
                self.account["prompt tokens"] += usage.prompt_tokens if usage else 0
                self.account["completion tokens"] += usage.completion_tokens if usage else 0
                _keep(kept, raw)
                return answer
            if not failed.again or attempt + 1 == self._settings.tries:
                self.account[failed.kind] += 1
                break
            self.account["retries"] += 1
            wait = self._settings.first_wait * 2**attempt if failed.wait is None else failed.wait
            self._sleep(min(wait, _LONGEST_WAIT))
        self._in_a_row += 1
        return None

    def _post(self, body: Mapping[str, Any]) -> bytes:
        """The body of a good answer; raises _Failed for all else."""
        self.account["requests"] += 1
        until = time.monotonic() + self._settings.patience
        httpx = self._httpx
        try:
            with self._client.stream("POST", self._settings.url, json=body) as response:
                if response.status_code != httpx.codes.OK:
                    raise self._refusal(response)
                parts, size = [], 0
                for part in response.iter_bytes():
                    size += len(part)
                    if size > self._settings.largest_answer:
                        raise _Failed("failed: answer too large", again=False)
                    if time.monotonic() > until:
                        raise _Failed("failed: timed out", again=True)
                    parts.append(part)
                return b"".join(parts)
        except httpx.TimeoutException as problem:
            raise _Failed("failed: timed out", again=True) from problem
        except httpx.HTTPError as problem:
            raise _Failed(f"failed: {type(problem).__name__}", again=True) from problem

    def _refusal(self, response: httpx.Response) -> _Failed:
        status = response.status_code
        after = response.headers.get("retry-after", "")
        return _Failed(f"failed: status {status}", status in _RETRIED, float(after) if after.isdecimal() else None)

    def _path_of(self, body: Mapping[str, Any]) -> Path | None:
        if self._settings.answers is None:
            return None
        request = json.dumps([self._settings.url, body], sort_keys=True, ensure_ascii=False)
        return self._settings.answers / f"{hashlib.sha256(request.encode()).hexdigest()}.json"

    def _read_kept(self, path: Path | None) -> ChatAnswer | None:
        """An answer that was kept; one that was damaged counts as none."""
        try:
            return read_answer(path.read_bytes()) if path is not None else None
        except FileNotFoundError:
            return None
        except (OSError, Unreadable):
            self.account["kept answers unreadable"] += 1
            return None


def _keep(path: Path | None, raw: bytes) -> None:
    """Write an answer so that a kill leaves the whole file or none; raises EngineError where it cannot be written."""
    if path is None:
        return
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(raw)
        part.replace(path)
    except OSError as problem:
        raise EngineError(f"{path.parent}: answers cannot be kept there: {problem.strerror}") from problem
