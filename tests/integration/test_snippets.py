"""Every command that a page of documentation shows does what the page says it does."""

from pathlib import Path

import pytest

from snippets import as_shown, is_played, play

ROOT = Path(__file__).parents[2]
PAGES = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
}


README_SAID = (
    "email: 1 sent",
    "recorded late",
    "email: 3 sent",
    "phone: 2 with a person",
    "agency: 1 sent",
    "1 released",
)
"""What the commands of "Run it live" print, in words that its text and remarks promise."""
README_MADE = {"**/month/out/letters/*/*.pdf": 2, "**/month/out/agency/*.zip": 1}


@pytest.mark.parametrize("page", [name for name, text in PAGES.items() if is_played(text)])
def test_a_page_shows_what_its_commands_print(page, tmp_path):
    """Typed from top to bottom in an empty folder; `python docs/generate.py` writes down what is printed now."""
    played = play(PAGES[page], tmp_path)
    assert "\n".join(played.failed) == ""
    assert played.text == PAGES[page]
    if page == "README.md":
        assert [said for said in README_SAID if not any(said in printed for printed in played.printed)] == []
        assert {made: len(list(tmp_path.glob(made))) for made in README_MADE} == README_MADE


@pytest.mark.parametrize(
    ("shown", "printed", "right"),
    [
        ("a\nb", "a\nb", "a\nb"),
        ("a\nx", "a\nb", "a\nb"),
        ("a\n…", "a\nb\nc", "a\n…"),
        ("x\n…", "a\nb\nc", "a\n…"),
        ("a\n…\nc", "a\nb\nc", "a\n…\nc"),
        ("a\n…\nx", "a\nb\nc", "a\n…\nc"),
        ("…\nb\n…", "a\nb\nc", "…\nb\n…"),
        ("", "a", ""),
    ],
)
def test_what_a_page_should_show(shown, printed, right):
    """What is true stays; what is not becomes what is printed, with as much left out as before."""
    assert as_shown(shown.splitlines(), printed.splitlines()) == right.splitlines()


PAGE = """
```yaml title="a.txt"
one: 1
```

```diff title="a.txt"
-one: 1
+two: 2
```

<!-- exit code 1 -->
```console
$ cat a.txt
one: 1
$ grep one a.txt
```

<!-- not run: it does not end -->
```sh
sleep infinity
```
"""


def test_a_page_is_played_as_it_says(tmp_path):
    """Files are written and changed, outputs made anew, exit codes awaited, and what cannot run is left alone."""
    played = play(PAGE, tmp_path)
    assert played.text == PAGE.replace("txt\none: 1\n$", "txt\ntwo: 2\n$")
    assert (played.failed, played.printed) == ((), ("two: 2\n", ""))


def test_arguments_are_as_in_a_shell(tmp_path):
    """A `*` stands for the files there are, `>` writes into a file, a remark is none of the command."""
    page = "```sh\ndunwell law holidays --year 2026 > a.txt  # Dutch\ndunwell read *.txt\n```\n"
    played = play(page.replace("```sh", "<!-- exit code 2 -->\n```sh"), tmp_path)
    assert (played.failed, played.printed[0]) == ((), "")
    assert "2026-12-25" in (tmp_path / "a.txt").read_text(encoding="utf-8")
    assert "a.txt" in played.printed[1]


def test_what_goes_wrong_is_told(tmp_path):
    """A command that fails, or does not fail as the page says, and a change of what is not there."""
    page = PAGE.replace("-one", "-none").replace("exit code 1", "exit code 2")
    assert [each.partition("\n")[0] for each in play(page, tmp_path).failed] == [
        "a.txt holds 0 times:",
        "$ grep one a.txt",
    ]
