"""Inputs that are broken, odd or made to do harm: each is read, or refused with its exact reason, within seconds."""

from __future__ import annotations

import json
import os
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from stemmata.read import Reading, Reason, Refusal
from tests.read.conftest import PROSE, Read

SECONDS = 5.0  # of the processor: what a machine does beside is not the reader's
READS = None  # the outcome of an input that is read

Content = Callable[[], bytes] | bytes


def page(body: str, head: str = "<title>Plant opens a second line</title>") -> bytes:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def article(inside: str = "", head: str = "<title>Plant opens a second line</title>") -> bytes:
    return page(f"<article><h1>Plant opens a second line</h1><p>{PROSE}</p>{inside}</article>", head)


def record(**fields: object) -> bytes:
    return json.dumps({"text": PROSE, **fields}).encode()


LONG = (PROSE + " ").encode() * 60 + b"\n\n"  # as much as the language is told from

RUSSIAN = (
    "Министерство сообщило в понедельник, что новый завод передал армии не менее 140 беспилотников с января. "
    "Два чиновника рассказали газете, что вторая линия откроется до начала лета."
)
UKRAINIAN = (
    "Міністерство повідомило в понеділок, що новий завод передав армії щонайменше 140 безпілотників від січня. "
    "Двоє посадовців розповіли газеті, що друга лінія відкриється до початку літа."
)
PERSIAN = (
    "وزارتخانه روز دوشنبه اعلام کرد که کارخانه جدید از ژانویه تاکنون دست‌کم ۱۴۰ پهپاد به ارتش تحویل داده است. "
    "دو مقام به روزنامه گفتند که خط دوم پیش از تابستان باز خواهد شد."
)
GERMAN = (
    "Das Ministerium teilte am Montag mit, dass das neue Werk seit Januar mindestens 140 Drohnen geliefert hat. "
    "Zwei Beamte sagten der Zeitung, eine zweite Linie werde noch vor dem Sommer eröffnet."
)

# name of the case, name of the file, bytes, expected outcome
CASES: list[tuple[str, str, Content, Reason | None]] = [
    # nothing, or nothing that is text
    ("empty file", "a.txt", b"", Reason.EMPTY),
    ("white space only", "a.txt", b" \n\t \r\n", Reason.EMPTY),
    ("byte order mark only", "a.txt", b"\xef\xbb\xbf", Reason.EMPTY),
    ("empty page file", "a.html", b"", Reason.EMPTY),
    ("empty records file", "a.jsonl", b"", Reason.EMPTY),
    ("blank lines of records", "a.jsonl", b"\n\n  \n", Reason.EMPTY),
    ("marks without words", "a.md", b"---\n\n***\n", Reason.EMPTY),
    ("random bytes", "a.txt", bytes(range(256)) * 40, Reason.UNSUPPORTED_TYPE),
    ("NULs in a text", "a.txt", PROSE.encode() + b"\x00" * 3 + PROSE.encode(), Reason.UNSUPPORTED_TYPE),
    ("a NUL far down", "a.txt", PROSE.encode() * 50 + b"\x00" + PROSE.encode(), Reason.UNREADABLE),
    ("control characters", "a.txt", b"\x01\x02\x03\x04ab" * 400, Reason.UNREADABLE),
    ("emoji only", "a.txt", "🚀🔥🎯".encode() * 200, Reason.NO_ARTICLE_TEXT),
    ("digits only", "a.txt", b"2019 140 2020 260 2021 310\n" * 30, Reason.NO_ARTICLE_TEXT),
    # types that are not read
    ("a PDF", "a.pdf", b"%PDF-1.7\n1 0 obj", Reason.UNSUPPORTED_TYPE),
    ("a PDF named as a page", "a.html", b"%PDF-1.7\n1 0 obj", Reason.UNSUPPORTED_TYPE),
    ("an image", "a.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, Reason.UNSUPPORTED_TYPE),
    ("an office document", "a.docx", b"PK\x03\x04" + b"\x00" * 99, Reason.UNSUPPORTED_TYPE),
    ("a gzipped page", "a.html.gz", b"\x1f\x8b\x08\x00" + b"\x07" * 99, Reason.UNSUPPORTED_TYPE),
    ("an RTF document", "a.txt", b"{\\rtf1\\ansi " + PROSE.encode() + b"}", Reason.UNSUPPORTED_TYPE),
    ("a style sheet", "a.css", b"body { color: red }", Reason.UNSUPPORTED_TYPE),
    ("a script", "a.js", b"alert('hello')", Reason.UNSUPPORTED_TYPE),
    # sizes
    ("eleven megabytes", "a.txt", lambda: PROSE.encode() * (11_000_000 // len(PROSE)), Reason.TOO_LARGE),
    ("one line of a megabyte", "a.txt", lambda: (PROSE + " ").encode() * 5000, READS),
    ("one word of nine megabytes", "a.txt", lambda: LONG + b"a" * 9_000_000, READS),
    ("a page of one long paragraph", "a.html", lambda: article(f"<p>{(PROSE + ' ') * 20_000}</p>"), READS),
    ("a record of eleven megabytes", "a.jsonl", lambda: record(text="word " * 2_200_000), Reason.TOO_LARGE),
    # structure
    ("200,000 nested elements", "a.html", lambda: page("<div>" * 200_000 + PROSE), Reason.UNREADABLE),
    ("300 nested elements", "a.html", lambda: page("<div>" * 300 + PROSE + "</div>" * 300), Reason.UNREADABLE),
    ("100 nested elements", "a.html", page("<div>" * 100 + f"<p>{PROSE}</p>" + "</div>" * 100), READS),
    ("a million angle brackets", "a.html", b"<html>" + b"<" * 1_000_000, Reason.UNREADABLE),
    ("three million open tags", "a.html", lambda: page("<b>" * 3_000_000), Reason.UNREADABLE),
    ("90,000 short paragraphs", "a.html", lambda: article("<p>a</p>" * 90_000), Reason.UNREADABLE),
    ("19,000 short paragraphs", "a.html", lambda: article(f"<p>{PROSE * 50}</p>" + "<p>a b</p>" * 19_000), READS),
    (
        "20,000 bold words in a row",
        "a.html",
        lambda: article("<p>" + "<b>a</b> b " * 20_000 + "</p>"),
        Reason.UNREADABLE,
    ),
    ("bold words wrapped in divs", "a.html", lambda: article("<div><b>a</b> b </div>" * 9_000), Reason.UNREADABLE),
    (
        "200,000 attributes",
        "a.html",
        lambda: article("<p " + " ".join(f"a{i}=1" for i in range(200_000)) + ">x</p>"),
        Reason.UNREADABLE,
    ),
    (
        "attributes behind a comment",
        "a.html",
        lambda: article('<!-- <a x=" --><p ' + " ".join(f"a{i}" for i in range(200_000)) + ">x</p>"),
        Reason.UNREADABLE,
    ),
    ("an attribute of eight megabytes", "a.html", lambda: article(f"<p title='{'x' * 8_000_000}'>end</p>"), READS),
    ("unclosed tags", "a.html", b"<html><body><article><h1>Plant opens<p>" + PROSE.encode() + b"<p><b>more", READS),
    ("closing tags only", "a.html", b"<html>" + b"</p>" * 100_000, Reason.NO_ARTICLE_TEXT),
    ("an unclosed comment", "a.html", page(f"<p>{PROSE}</p><!-- " + "x" * 2_000_000), READS),
    ("unclosed comments", "a.html", lambda: article("<!-- " * 300_000), READS),
    ("unclosed quotes", "a.html", lambda: article('<a href="' * 150_000), Reason.UNREADABLE),
    ("CDATA", "a.html", article("<![CDATA[ <p>hidden</p> ]]>"), READS),
    ("huge numeric entities", "a.html", article("<p>and &#99999999999999999999; more &#xFFFFFFFFF; words</p>"), READS),
    ("entities of surrogates", "a.html", article("<p>half &#xD800; of &#xDFFF; a character &#0; here</p>"), READS),
    ("a million entities", "a.html", lambda: article(f"<p>{'&amp;' * 1_000_000}</p>"), Reason.NO_ARTICLE_TEXT),
    ("NULs in a page", "a.html", lambda: article() + b"x" * 9000 + b"\x00\x00", READS),
    (
        "an entity bomb",
        "a.xhtml",
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "haha">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(12))
        + b"]><html><body><p>&m;</p></body></html>",
        Reason.NO_ARTICLE_TEXT,
    ),
    (
        "an external entity",
        "a.xhtml",
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body><p>&x;</p></body></html>',
        Reason.NO_ARTICLE_TEXT,
    ),
    # pages without an article
    (
        "scripts only",
        "a.html",
        page("<script>var words = 'The ministry said on Monday.';</script>" * 20),
        Reason.NO_ARTICLE_TEXT,
    ),
    (
        "frames",
        "a.html",
        b"<html><frameset><frame src='a.html'><frame src='b.html'></frameset></html>",
        Reason.NO_ARTICLE_TEXT,
    ),
    (
        "a menu",
        "a.html",
        page("<nav><ul>" + "<li><a href='/x'>World news today</a></li>" * 60 + "</ul></nav>"),
        Reason.NO_ARTICLE_TEXT,
    ),
    ("a headline alone", "a.html", page("<h1>Plant opens a second line</h1>"), Reason.NO_ARTICLE_TEXT),
    (
        "a page that is being loaded",
        "a.html",
        page("<div id='root'></div><noscript>Please enable JavaScript.</noscript>"),
        Reason.NO_ARTICLE_TEXT,
    ),
    (
        "an AMP page",
        "a.html",
        article("<amp-ad></amp-ad>", "<title>Plant opens</title>").replace(b"<html>", "<html ⚡>".encode()),
        READS,
    ),
    # encodings
    ("Windows-1251, unsupported", "a.txt", RUSSIAN.encode("cp1251"), Reason.UNSUPPORTED_LANGUAGE),
    ("KOI8-R, unsupported", "a.txt", (RUSSIAN * 4).encode("koi8_r"), Reason.UNSUPPORTED_LANGUAGE),
    ("UTF-16 with a mark", "a.txt", PROSE.encode("utf-16"), READS),
    ("UTF-16 without a mark", "a.txt", PROSE.encode("utf-16-be"), READS),
    ("UTF-32 with a mark", "a.txt", PROSE.encode("utf-32"), READS),
    ("UTF-16 cut in half", "a.txt", PROSE.encode("utf-16")[:-1], Reason.UNREADABLE),
    ("a UTF-16 page", "a.html", article().decode().encode("utf-16"), READS),
    ("Latin-1", "a.txt", (PROSE + " The café in Orléans was closed.").encode("latin-1"), READS),
    (
        "lost characters",
        "a.txt",
        ("The \ufffd\ufffd\ufffd said on M\ufffdnd\ufffdy. " * 30).encode(),
        Reason.UNREADABLE,
    ),
    ("one broken byte in UTF-8", "a.txt", (PROSE + " “Quoted” — “words”. ").encode() * 5 + b"\xe2\x80 end", READS),
    ("old Mac line ends", "a.txt", (PROSE + "\r\r" + PROSE).encode(), READS),
    (
        "a page that declares what it is not",
        "a.html",
        article(head="<meta charset='utf-16'><title>Plant</title>"),
        READS,
    ),
    # languages
    ("Russian", "a.txt", RUSSIAN.encode(), Reason.UNSUPPORTED_LANGUAGE),
    ("Ukrainian", "a.html", page(f"<article><p>{UKRAINIAN}</p></article>"), Reason.UNSUPPORTED_LANGUAGE),
    ("Persian", "a.txt", PERSIAN.encode(), Reason.UNSUPPORTED_LANGUAGE),
    ("German", "a.jsonl", record(text=GERMAN), Reason.UNSUPPORTED_LANGUAGE),
    ("German called English", "a.jsonl", record(text=GERMAN * 2, language="en"), Reason.UNSUPPORTED_LANGUAGE),
    ("English called Ukrainian", "a.jsonl", record(text=PROSE * 2, language="uk"), READS),
    ("a language that is none", "a.jsonl", record(language="xx-klingon"), READS),
    # records
    ("not JSON", "a.jsonl", b"{'text': 'x'}", Reason.UNREADABLE),
    ("cut off", "a.jsonl", record()[:-3], Reason.UNREADABLE),
    ("nested 100,000 deep", "a.jsonl", b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", Reason.UNREADABLE),
    ("a file nested deep", "a.json", b"[" * 100_000, Reason.UNREADABLE),
    ("a list as a record", "a.jsonl", b"[1, 2]", Reason.UNREADABLE),
    ("a number as a record", "a.jsonl", b"42", Reason.UNREADABLE),
    ("a number of 9,000 digits", "a.jsonl", b'{"text": "x", "n": ' + b"9" * 9000 + b"}", Reason.UNREADABLE),
    ("text that is a list", "a.jsonl", record(text=["a"]), Reason.UNREADABLE),
    ("a title that is an object", "a.jsonl", record(title={"en": "x"}), Reason.UNREADABLE),
    ("an id that is true", "a.jsonl", record(id=True), Reason.UNREADABLE),
    ("an id that is a number", "a.jsonl", record(id=7), READS),
    ("fields that are null", "a.jsonl", record(id=None, title=None, published=None, url=None), READS),
    ("neither text nor html", "a.jsonl", b'{"title": "Plant opens"}', Reason.EMPTY),
    ("empty text", "a.jsonl", record(text="  \n"), Reason.EMPTY),
    ("text given twice", "a.jsonl", b'{"text": "one", "text": "two"}', Reason.UNREADABLE),
    ("half a character in the text", "a.jsonl", b'{"text": "' + PROSE.encode() + b' \\ud800"}', Reason.UNREADABLE),
    ("half a character in the title", "a.jsonl", record(title="Plant \ud800 opens"), READS),
    ("half a character in the id", "a.jsonl", record(id="a\udfff"), READS),
    ("a NUL in the text", "a.jsonl", record(text=PROSE + "\x00"), Reason.UNREADABLE),
    ("a record that is not UTF-8", "a.jsonl", record().replace(b"Monday", b"M\xf6nday"), Reason.UNREADABLE),
    ("a record with a byte order mark", "a.jsonl", b"\xef\xbb\xbf" + record(), READS),
    ("a record with Windows line ends", "a.jsonl", record() + b"\r\n", READS),
    ("hostile html in a record", "a.jsonl", lambda: record(text=None, html="<div>" * 100_000), Reason.UNREADABLE),
    ("a list that is cut off", "a.json", b"[", Reason.UNREADABLE),
    ("an empty list", "a.json", b"[]", Reason.EMPTY),
    # dates, addresses and other facts
    ("a date in the year 9999", "a.jsonl", record(published="9999-12-31"), READS),
    ("a date that is none", "a.jsonl", record(published="yesterday"), READS),
    ("a very long date", "a.jsonl", record(published="2" * 500_000), READS),
    ("a script as address", "a.html", article(head="<link rel=canonical href='javascript:alert(1)'>"), READS),
    ("an address that is none", "a.html", article(head="<link rel=canonical href='http://[::1'>"), READS),
    (
        "JSON-LD nested deep",
        "a.html",
        article(head="<script type='application/ld+json'>" + "[" * 90_000 + "</script>"),
        READS,
    ),
    (
        "a title of a megabyte",
        "a.html",
        article(head=f"<meta property='og:title' content='{'word ' * 200_000}'>"),
        READS,
    ),
    # front matter and marks
    (
        "YAML that grows",
        "a.md",
        b"---\na: &a [x,x]\nb: &b [*a,*a]\ntitle: *b\n---\n" + PROSE.encode(),
        Reason.UNREADABLE,
    ),
    ("YAML nested deep", "a.md", b"---\ntitle: " + b"[" * 5000 + b"\n---\n" + PROSE.encode(), READS),
    ("front matter that is never closed", "a.md", b"---\ntitle: Plant\n\n" + PROSE.encode(), READS),
    ("a million brackets", "a.md", lambda: LONG + b"[" * 1_000_000, READS),
    ("a million stars", "a.md", lambda: LONG + b"* " * 500_000 + b"\n\n" + b"**a" * 300_000, READS),
    ("open links", "a.md", lambda: LONG + b"[a](b" * 300_000, READS),
    ("open comments", "a.md", lambda: LONG + b"<!-- " * 300_000, READS),
    ("300,000 lines", "a.md", lambda: LONG + b"> - a\n" * 300_000, READS),
    ("a foot of 400,000 lines", "a.txt", lambda: PROSE.encode() + b"\nRead also: x" * 400_000, READS),
    # names of files
    ("no extension", "report", PROSE.encode(), READS),
    ("an unknown extension", "report.2024-02", PROSE.encode(), READS),
    ("a page with a text's name", "a.txt", article(), READS),
    ("a text with a page's name", "a.html", PROSE.encode(), READS),
    ("a name with brackets", "a[1].txt", PROSE.encode(), READS),
    ("a name with a line break", "a\nb.txt", PROSE.encode(), READS),
]


@pytest.mark.parametrize(("name", "content", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_hostile_input_is_read_or_refused(
    tmp_path: Path, read: Read, name: str, content: Content, expected: Reason | None
) -> None:
    path = tmp_path / name
    path.write_bytes(content() if callable(content) else content)
    started = time.process_time()
    results = read(path)
    seconds = time.process_time() - started
    assert [r.reason if isinstance(r, Refusal) else READS for r in results] == [expected], results
    assert seconds < SECONDS
    for result in results:
        result.name.encode()
        if isinstance(result, Reading):
            document = result.document
            for words in (document.text, document.title, document.outlet, document.id, document.url):
                assert words is None or "\x00" not in words
                assert words is None or words.encode()
            assert document.title_span is None or document.title_span.of(document.text)


def test_a_sparse_file_of_a_hundred_megabytes_is_refused_by_its_size(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PROSE)
    os.truncate(path, 100_000_000)
    [result] = read(path)
    assert isinstance(result, Refusal)
    assert (result.reason, "100.0 MB" in result.detail) == (Reason.TOO_LARGE, True)


def test_a_long_line_among_records_is_refused_and_the_others_are_read(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as handle:
        handle.write(record(id="first") + b"\n")
        handle.write(b'{"text": "' + b"x" * 60_000_000 + b'"}\n')
        handle.write(b"{broken\n")
        handle.write(record(id="last"))
    results = read(path)
    outcomes = [r.document.id if isinstance(r, Reading) else r.reason for r in results]
    assert outcomes == ["first", Reason.TOO_LARGE, Reason.UNREADABLE, "last"]
    assert [r.name for r in results] == [f"{path}:{number}" for number in (1, 2, 3, 4)]


def test_missing_things_are_refused_by_name(tmp_path: Path, read: Read) -> None:
    results = read(tmp_path / "none.txt", tmp_path / "none", f"{tmp_path}/*.html", "a\x00b", "x" * 5000)
    reasons = [r.reason for r in results if isinstance(r, Refusal)]
    assert reasons == [Reason.MISSING] * 3 + [Reason.UNREADABLE] * 2


def test_a_pipe_a_socket_and_a_device_are_refused_without_waiting(tmp_path: Path, read: Read) -> None:
    os.mkfifo(tmp_path / "a.txt")
    with socket.socket(socket.AF_UNIX) as listening:
        here = Path.cwd()
        os.chdir(tmp_path)  # the address of a socket must be short
        try:
            listening.bind("b.txt")
        finally:
            os.chdir(here)
        results = read(tmp_path, "/dev/zero")
    assert [r.reason for r in results if isinstance(r, Refusal)] == [Reason.UNREADABLE] * 3
    assert ["pipe" in results[0].detail, "socket" in results[1].detail] == [True, True]  # type: ignore[union-attr]


def test_links_that_loop_are_refused(tmp_path: Path, read: Read) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "a.txt")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    results = {Path(r.name).name: r.reason for r in read(tmp_path) if isinstance(r, Refusal)}
    assert results == {
        "a.txt": Reason.UNREADABLE,
        "b.txt": Reason.UNREADABLE,
        "gone.txt": Reason.MISSING,
        "up": Reason.UNREADABLE,
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_refused(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PROSE)
    path.chmod(0)
    [result] = read(path)
    assert isinstance(result, Refusal)
    assert result.reason is Reason.UNREADABLE


def test_folders_nested_deep_are_searched(tmp_path: Path, read: Read) -> None:
    here = Path.cwd()
    os.chdir(tmp_path)
    try:
        for _ in range(300):
            Path("d").mkdir()
            os.chdir("d")
        Path("a.txt").write_text(PROSE)
    finally:
        os.chdir(here)
    [result] = read(tmp_path)
    assert isinstance(result, Reading)


def test_a_title_cannot_turn_the_line_it_is_printed_on(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        record(title="Plant\u202e snepo \u2066\x1b[31m<script>alert(1)</script>\n", outlet="\u202eHarbour\x07 Post")
    )
    [result] = read(path)
    assert isinstance(result, Reading)
    assert result.document.title == "Plant snepo [31m<script>alert(1)</script>"
    assert result.document.outlet == "The Harbour Post"


def test_dates_and_addresses_that_cannot_be_are_unknown(tmp_path: Path, read: Read) -> None:
    path = tmp_path / "a.jsonl"
    rows = [
        record(published="9999-01-01", url="javascript:alert(1)"),
        record(published="2024-13-45", url="file:///etc/x"),
    ]
    path.write_bytes(b"\n".join(rows))
    documents = [r.document for r in read(path) if isinstance(r, Reading)]
    assert [(d.published, d.published_from, d.url, d.domain) for d in documents] == [(None, None, None, None)] * 2


@pytest.mark.parametrize(
    ("text", "words"),
    [(RUSSIAN, "Russian (ru)"), (UKRAINIAN, "Ukrainian (uk)"), (PERSIAN, "Persian (fa)"), (GERMAN, "German (de)")],
)
def test_a_language_that_is_not_read_is_named(tmp_path: Path, read: Read, text: str, words: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    [result] = read(path)
    assert result == Refusal(str(path), Reason.UNSUPPORTED_LANGUAGE, f"{words} is not read yet")
