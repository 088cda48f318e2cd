"""The documentation as a site: it builds without warnings, its links lead somewhere, it needs no network to be read."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

import pytest

ROOT = Path(__file__).parents[2]
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--virtual-time-budget=3000",
    "--dump-dom",
)
LOADED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data"}
"""The elements that make a browser fetch something, and where they say what."""
BOUGHT_IN = re.compile(r'class="[^"]*\b(mermaid|glightbox|pyodide|arithmatex)\b')
"""What makes the theme's script fetch a library from elsewhere."""


class Page(HTMLParser):
    """What a page loads, where its links lead, and the places within it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        said = {key: value or "" for key, value in attrs}
        if tag in LOADED and said.get("rel") not in ("canonical", "prev", "next") and LOADED[tag] in said:
            self.loads.append(said[LOADED[tag]])
        if tag == "a" and "href" in said:
            self.links.append(said["href"])
        self.places |= {said[key] for key in ("id", "name") if key in said}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built from a copy so that nothing is written into the project."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / ".zensical.toml", folder)
    built = subprocess.run(
        [Path(sys.executable).parent / "zensical", "build", "--strict", "-f", ".zensical.toml"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stdout + built.stderr
    return folder / "site"


@pytest.fixture(scope="module")
def pages(site):
    """Every page of the site but the one for what is not found, by its path."""
    paths = (path for path in site.rglob("*.html") if path.name != "404.html" and "examples" not in path.parts)
    return {path.relative_to(site).as_posix(): Page(path.read_text(encoding="utf-8")) for path in paths}


def broken(site, pages):
    """The links of pages to what is not there."""
    for name, page in pages.items():
        for link in page.links:
            url = urlsplit(link)
            if url.scheme or link in ("", "#"):
                continue
            target = target_of(name, url.path)
            if not (site / target).is_file():
                yield f"{name}: {link}"
            elif url.fragment and target in pages and unquote(url.fragment) not in pages[target].places:
                yield f"{name}: {link} has no such place"


def target_of(name, path):
    """The file that a link of a page names, as a path of the site; no path is the page itself."""
    return os.path.normpath(Path(name).parent / unquote(path)) if path else name


def reached(pages):
    """The pages to which links lead from the start, step by step."""
    seen, ahead = set(), ["index.html"]
    while ahead:
        name = ahead.pop()
        if name in seen or name not in pages:
            continue
        seen.add(name)
        for link in pages[name].links:
            if not urlsplit(link).scheme:
                ahead.append(target_of(name, urlsplit(link).path))
    return seen


def test_links_lead_somewhere(site, pages):
    """No link of a built page is broken, to a place within a page neither."""
    assert list(broken(site, pages)) == []


def test_every_page_is_reached(pages):
    """From the start a reader comes to every page."""
    assert sorted(pages.keys() - reached(pages)) == []


def test_nothing_is_fetched_from_elsewhere(site, pages):
    """No page or style sheet loads anything from another host, and no page has what makes the theme's script do so."""
    assert [(name, what) for name, page in pages.items() for what in page.loads if "//" in what] == []
    assert [path.name for path in site.rglob("*.html") if BOUGHT_IN.search(path.read_text(encoding="utf-8"))] == []
    styles = [path.read_text(encoding="utf-8") for path in site.rglob("*.css")]
    assert styles
    assert [found for text in styles for found in re.findall(r"@import|url\([\"']?(?:https?:)?//[^)]*", text)] == []


@pytest.mark.browser
def test_a_browser_without_a_network_misses_nothing(site):
    """A page is shown with its search, and the browser complains of nothing, where no other host can be found."""
    if (chromium := shutil.which("chromium") or shutil.which("google-chrome")) is None:
        pytest.skip("Chromium is missing")
    asked = []

    class Handler(SimpleHTTPRequestHandler):
        """Serve the site, and note what is asked for."""

        def log_request(self, code="-", size="-"):
            """Note a request."""
            asked.append((self.path.partition("?")[0], int(code)))

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=site)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/tutorial.html"
        shown = subprocess.run([chromium, *FLAGS, address], capture_output=True, text=True, timeout=60, check=True)
        server.shutdown()
    assert "Tutorial: your first policy" in shown.stdout
    assert re.findall(r".*(?:CONSOLE|net::ERR).*", shown.stderr) == []
    assert ("/search.json", 200) in asked
    assert [one for one in asked if one[1] != 200] == []


def test_the_checks_see_a_bad_page(tmp_path):
    """A broken link, a missing place, an image of another host and a page that nobody links to are found."""
    text = '<a href="b.html#x">b</a><a href="gone.html">c</a><img src="https://example.com/a.png"><p id="here">'
    pages = {"index.html": Page(text), "b.html": Page("<p id=y>"), "lost.html": Page("")}
    for name in pages:
        (tmp_path / name).touch()
    assert list(broken(tmp_path, pages)) == ["index.html: b.html#x has no such place", "index.html: gone.html"]
    assert pages["index.html"].loads == ["https://example.com/a.png"]
    assert reached(pages) == {"index.html", "b.html"}
    assert BOUGHT_IN.search('<pre class="mermaid">')
