"""XML from strangers: what is read in spite of itself, what is refused, and where each thing stood."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dunwell.problems import Place
from dunwell.readers import xml
from dunwell.readers.xml import decode, first_tags, looks_like_xml, node_at, nodes, read_xml, text_of, texts_of

NAME = "<a><b>Café Zoë</b></a>"
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE a [<!ENTITY e0 "ha">{ENTITIES}]><a>&e9;</a>'
INSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'


@pytest.mark.parametrize(
    "source",
    [
        NAME.encode(),
        b"\xef\xbb\xbf" + NAME.encode(),
        b"\xef\xbb\xbf\xef\xbb\xbf" + NAME.encode(),
        b"\r\n \n" + NAME.encode(),
        b"log: sent\n<?xml version='1.0'?>" + NAME.encode(),
        NAME.encode() + b"\n\x00\x1a",
        NAME.encode("utf-16"),
        NAME.encode("utf-16-le"),
        NAME.encode("utf-16-be"),
        b'<?xml version="1.0" encoding="iso-8859-1"?>' + NAME.encode("latin-1"),
        b'<?xml version="1.0" encoding="windows-1252"?>' + NAME.encode("cp1252"),
        b'<?xml version="1.0" encoding="utf-16"?>' + NAME.encode(),
        b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?><!-- <!DOCTYPE a> -->" + NAME.encode(),
    ],
)
def test_encodings_and_junk_around_are_read(source):
    """Byte order marks, blank lines, a wrong declaration of UTF-16 and bytes after the end do no harm."""
    root, problems = read_xml(source, "in.xml")
    assert (text_of(root, "b"), problems) == ("Café Zoë", ())


@pytest.mark.parametrize(
    "declared", ["", '<?xml version="1.0" encoding="utf-8"?>', '<?xml version="1.0" encoding="klingon"?>']
)
def test_wrong_characters_are_read_with_a_warning(declared):
    """Bytes that are not in the encoding that the file names are read as Windows-1252, and that is said."""
    root, (problem,) = read_xml(declared.encode() + NAME.encode("cp1252"), "in.xml")
    assert text_of(root, "b") == "Café Zoë"
    assert (problem.code, problem.severity) == ("DW806", "warning")


@pytest.mark.parametrize(
    ("source", "code"),
    [
        (LAUGHS, "DW804"),
        (INSIDE, "DW804"),
        ('<!DOCTYPE a SYSTEM "http://example.com/a.dtd"><a/>', "DW804"),
        ("<!DOCTYPE html><html></html>", "DW804"),
        (LAUGHS.encode("utf-16"), "DW804"),
        (INSIDE.encode("utf-16-le"), "DW804"),
        ("<a>&unknown;</a>", "DW803"),
        ("<a><b></a>", "DW803"),
        ("<a>", "DW803"),
        ("<a", "DW803"),
        ("<a/><b/>", "DW803"),
        ("", "DW803"),
        ("no tags at all", "DW803"),
        ("<a>\x00</a>", "DW803"),
        ("<a b='1' b='2'/>", "DW803"),
        ("<a>" * 200_000, "DW805"),
        ("<a>" * 201 + "</a>" * 201, "DW805"),
    ],
)
def test_hostile_and_broken_xml_is_refused(source, code):
    """Entities, a DOCTYPE in any encoding, bottomless nesting and broken XML give one problem and no tree."""
    root, (problem,) = read_xml(source if isinstance(source, bytes) else source.encode(), "in.xml")
    assert (root, problem.code, problem.severity) == (None, code, "error")
    assert problem.fix


def test_too_many_elements_and_bytes_are_refused(monkeypatch):
    """The limits on elements and bytes stop a file that would fill the memory."""
    monkeypatch.setattr(xml, "MAX_ELEMENTS", 50)
    assert read_xml(b"<a>" + b"<b/>" * 50 + b"</a>", "in.xml")[1][0].code == "DW805"
    assert read_xml(b"<a>" + b"<b/>" * 49 + b"</a>", "in.xml")[1] == ()
    monkeypatch.setattr(xml, "MAX_BYTES", 20)
    assert read_xml(b"<a>12345678901234</a>", "in.xml")[1][0].code == "DW805"


def test_ten_megabytes_in_one_text_are_read():
    """A large attachment is no reason to refuse an invoice."""
    root, problems = read_xml(b"<a><b>" + b"QUJD" * 2_500_000 + b"</b></a>", "in.xml")
    assert (len(text_of(root, "b")), problems) == (10_000_000, ())


def test_deep_is_fine_up_to_the_limit():
    """Two hundred levels are read."""
    root, problems = read_xml(b"<a>" * 200 + b"</a>" * 200, "in.xml")
    assert (root.tag, problems) == ("a", ())


@pytest.mark.parametrize(
    ("source", "namespace"),
    [
        ("<Invoice><ID>1</ID></Invoice>", ""),
        ('<Invoice xmlns="urn:a"><ID>1</ID></Invoice>', "urn:a"),
        ('<x:Invoice xmlns:x="urn:a"><x:ID>1</x:ID></x:Invoice>', "urn:a"),
        ("<x:Invoice><y:ID>1</y:ID></x:Invoice>", ""),
    ],
)
def test_namespaces_do_not_matter(source, namespace):
    """Elements are found by their local names: with prefixes, without, and where nobody declared them."""
    root, problems = read_xml(source.encode(), "in.xml")
    assert (root.tag, root.namespace, text_of(root, "ID"), problems) == ("Invoice", namespace, "1", ())


def test_every_element_knows_its_place():
    """Lines count from the start of the file, junk before the XML included; columns count from 1."""
    root, _ = read_xml(b"\n\n<?xml version='1.0'?>\n<a>\n  <b>1</b>\n</a>", "in.xml")
    found = node_at(root, "b")
    assert (root.line, root.column, found.line, found.column) == (4, 1, 5, 3)
    _, (problem,) = read_xml(b"\n<a>\n<b></c></a>", "in.xml")
    assert problem.place == Place("in.xml", 3, 6)


def test_look_ups_take_the_first_path_that_has_something():
    """Empty elements are passed over, later paths are tried, repeated texts come once, and None has no children."""
    root, _ = read_xml(b"<a><b> </b><b>1</b><c>2</c><c>2</c><d><e>3</e></d></a>", "in.xml")
    assert text_of(root, "b", "c") == "1"
    assert text_of(root, "x", "d/e") == "3"
    assert texts_of(root, "c", "b") == ("2", "1")
    assert (text_of(None, "b"), texts_of(None, "b"), node_at(root, "x"), list(nodes(None, "b"))) == (None, (), None, [])


@pytest.mark.parametrize(
    ("source", "tags"),
    [
        (b"<a xmlns='urn:a'><b/></a>", ("a", "urn:a", "b")),
        (b"<!-- <z> --><?pi?><x:a xmlns:x='urn:a'>\n<x:b>broken", ("a", "urn:a", "b")),
        (b"<a/>", ("a", "")),
        (b"no xml", ()),
        (b"", ()),
    ],
)
def test_first_tags_need_no_more_than_the_beginning(source, tags):
    """The root, its namespace and its first child are known without reading the rest."""
    assert first_tags(source) == tags


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        (b" \n<a/>", True),
        ("\ufeff<a/>".encode("utf-16"), True),
        (b"x\n<?xml ?>", True),
        (b"a: <b>", False),
        (b"", False),
    ],
)
def test_what_looks_like_xml(source, answer):
    """A tag or a declaration first makes XML; a tag somewhere does not."""
    assert looks_like_xml(source) is answer


@given(st.binary(max_size=300))
def test_no_bytes_raise(source):
    """Whatever the bytes, there is a tree or a problem, never an exception."""
    root, problems = read_xml(source, "in.xml")
    assert (root is None) == any(problem.severity == "error" for problem in problems)
    assert isinstance(first_tags(source), tuple)
    assert isinstance(decode(source, "in.xml")[0], str)


@pytest.mark.parametrize("name", ["unicode_escape", "utf-7", "idna", "punycode", "rot13", "zlib", "undefined"])
def test_strange_encodings_are_harmless(name):
    """An encoding that is no encoding of XML cannot make the reader fail."""
    root, problems = read_xml(f'<?xml version="1.0" encoding="{name}"?><a>\\ud800</a>'.encode(), "in.xml")
    assert root is not None or problems
