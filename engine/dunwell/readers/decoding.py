"""Tell in which encoding a text file was saved, and give its characters."""

from __future__ import annotations

import re


def decode_text(source: bytes) -> str:
    """The characters of a text file: by its byte order mark, else UTF-8, else the likeliest code page.

    NUL, Ctrl-Z and byte order marks in the middle, left by old programs, are dropped. Never raises.
    """
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if source.startswith(mark):
            return _without_controls(source[len(mark) :].decode(encoding, "replace"))
    try:
        return _without_controls(source.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    eastern = any(currency in source for currency in (b"PLN", b"CZK", b"HUF"))
    pages = ("cp1252", "cp852", "cp850") if eastern else ("cp1252", "cp850", "cp852")
    return _without_controls(max((source.decode(page, "replace") for page in pages), key=_likelihood))


def _without_controls(text: str) -> str:
    return text.replace("\0", "").replace("\ufeff", "").replace("\x1a", "\n")


def _likelihood(text: str) -> int:
    """How much a decoding looks like words: letters count for it, other signs and mixed capitals against."""
    score = 0
    for found in re.finditer(r"(.?)([^\x00-\x7f])", text, re.DOTALL):
        before, sign = found.groups()
        fits = sign.isalpha() and sign not in "ªºˆƒ" and not (before.islower() and sign.isupper())
        score += 1 if fits and not (before.isupper() and sign.islower()) else -1
    return score
