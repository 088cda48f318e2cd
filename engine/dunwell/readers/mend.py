"""Save what can be saved of a bank file that is not well-formed XML: one bad entry must not hide the others.

>>> text, problems = mend("<S><Ntry><Nm>Jansen & Zn</Nm></Ntry><Ntry><Nm></Ntry></S>", "bank.xml")
>>> text, [problem.code for problem in problems]
('<S><Ntry><Nm>Jansen &amp; Zn</Nm></Ntry></S>', ['DW897', 'DW895'])
"""

from __future__ import annotations

import re
from xml.parsers import expat

from dunwell.problems import Place, Problem

_STRAY = re.compile(r"&(?!#[0-9]{1,7};|#x[0-9A-Fa-f]{1,6};|(?:amp|lt|gt|quot|apos);)")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that XML cannot hold in any way."""
_ENTRY = re.compile(r"<((?:[\w.-]+:)?Ntry)(?:\s[^<>]*)?>", re.ASCII)
_TAG = re.compile(r"<(/?)([A-Za-z_][\w.:-]*)([^<>]*)>")


def mend(text: str, file: str) -> tuple[str, tuple[Problem, ...]]:
    """The text without what is broken in it, and a problem for each thing mended or left out.

    Stray ampersands and forbidden characters are mended, entries that are not well-formed are left out, and a file that
    breaks off is closed after its last whole entry. Lines keep their numbers. The result may still not be well-formed.
    """
    problems: list[Problem] = []
    bad = _STRAY.search(text) or _FORBIDDEN.search(text)
    if bad:
        place = Place(file, text.count("\n", 0, bad.start()) + 1)
        message = f"{bad.group()!r} cannot stand in XML like this, here first; it was mended"
        problems.append(Problem("DW897", message, place, "check names and texts with such signs", "warning"))
        text = _FORBIDDEN.sub(" ", _STRAY.sub("&amp;", text))
    kept, skeleton, done, line = [], [], 0, 1
    while start := _ENTRY.search(text, done):
        between = text[done : start.start()]
        kept.append(between)
        skeleton.append(between)
        line += between.count("\n")
        closing = f"</{start.group(1)}>"
        following = _ENTRY.search(text, start.end())
        end = text.find(closing, start.end(), following.start() if following else len(text))
        if end < 0 and following is None:
            return "".join(kept) + _closing("".join(skeleton)), (*problems, _broken_off(file, line))
        done = following.start() if following and end < 0 else end + len(closing)
        block = text[start.start() : done]
        if _well_formed(block):
            kept.append(block)
        else:
            kept.append("\n" * block.count("\n"))
            fix = "look the entry up at the bank and record the payment by hand"
            problems.append(Problem("DW895", "an entry is not well-formed XML; it is left out", Place(file, line), fix))
        line += block.count("\n")
    rest = text[done:]
    closed = _closing("".join((*skeleton, rest)))
    if closed:
        problems.append(_broken_off(file, line + rest.count("\n")))
        rest = rest[: rest.rfind(">") + 1]
    return "".join(kept) + rest + closed, tuple(problems)


def _broken_off(file: str, line: int) -> Problem:
    fix = "export or download the file again; the entries before this line are used"
    return Problem("DW896", "the file breaks off here", Place(file, line), fix)


def _well_formed(block: str) -> bool:
    parser = expat.ParserCreate("utf-8")
    try:
        parser.Parse(block.encode("utf-8", errors="replace"), True)  # noqa: FBT003 - expat's signature
    except expat.ExpatError:
        return False
    return True


def _closing(skeleton: str) -> str:
    """The closing tags of all that is still open."""
    still_open: list[str] = []
    for slash, name, more in _TAG.findall(skeleton):
        if slash:
            if still_open and still_open[-1] == name:
                still_open.pop()
        elif not more.endswith("/"):
            still_open.append(name)
    return "".join(f"</{name}>" for name in reversed(still_open))
