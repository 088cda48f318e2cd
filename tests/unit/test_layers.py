"""Who may import whom: docs/architecture.md as a test. Imports for type checking count, and so do late ones."""

import ast
from graphlib import CycleError, TopologicalSorter

import pytest

LAYERS = {
    0: ("model", "money", "days", "problems", "codes"),
    1: ("law", "language"),
    2: ("core", "matching", "comparing", "verifying"),
    3: (
        "readers",
        "journal",
        "render",
        "resources",
        "templates",
        "loading",
        "mending",
        "choosing",
        "policy_tests",
        "policy_golden",
        "policy_stories",
        "portfolio",
        "policy_coverage",
        "workspace",
        "workspace_file",
        "workspace_start",
        "customers",
        "queue",
        "delivery",
        "proving",
        "hookspecs",
        "plugins",
        "run",
        "testing",
    ),
    4: ("cli", "__main__"),
}
LAYER_OF = {name: layer for layer, names in LAYERS.items() for name in names}
FACADE = "dunwell"  # its __init__ gathers the public names from everything below the command line


def layer_of(module):
    """The layer of a module of `dunwell`, or None for one that nobody placed."""
    return 3 if module == FACADE else LAYER_OF.get(module.split(".")[1])


def imports_of(text, known):
    """The modules among `known` that this text imports anywhere; `from a import b` means module a.b if there is one."""
    found = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= (whole & known) | ({node.module} if whole - known else set())
    return found & known


def graph_of(sources):
    """Which of our modules each of our modules imports."""
    return {name: imports_of(text, set(sources)) for name, text in sources.items()}


def wrong_imports(sources):
    """Say of each import that goes upwards, or around the public names, what is wrong with it."""
    for name, imported in graph_of(sources).items():
        ours = name.split(".")[0] == FACADE
        if ours and layer_of(name) is None:
            yield f"{name}: has no layer; add it to LAYERS"
        else:
            check = too_high if ours else not_public
            yield from (f"{name}: {finding}" for each in sorted(imported) for finding in check(name, each))


def too_high(name, imported):
    """What is wrong if this module of the engine imports that one."""
    if imported == FACADE:
        yield "imports the public names instead of the module that holds them"
    elif (layer_of(imported) or 0) > layer_of(name):
        yield f"layer {layer_of(name)} imports {imported} of layer {layer_of(imported)}"


def not_public(_name, imported):
    """What is wrong if a channel imports this module."""
    if imported.startswith(f"{FACADE}."):
        yield f"a channel imports {imported}, not the public names"


def both_ways(sources, one, other):
    """Whether two packages of the engine import each other."""
    graph = graph_of(sources)

    def inside(name, package):
        return f"{name}.".startswith(f"dunwell.{package}.")

    def imports(package, another):
        imported = {each for name in graph if inside(name, package) for each in graph[name]}
        return any(inside(each, another) for each in imported)

    return imports(one, other) and imports(other, one)


def cycle_in(sources):
    """The modules of one import cycle, or None."""
    try:
        TopologicalSorter(graph_of(sources)).prepare()
    except CycleError as error:
        return error.args[1]
    return None


def relative_imports(sources):
    """The modules that import by dots."""
    return [
        name
        for name, text in sources.items()
        if any(isinstance(node, ast.ImportFrom) and node.level for node in ast.walk(ast.parse(text)))
    ]


def test_a_module_imports_its_own_or_a_lower_layer(sources):
    """No module knows anything of a higher layer, and channels know only the public names."""
    assert list(wrong_imports(sources)) == []


def test_law_and_language_do_not_lean_on_each_other(sources):
    """Of the two packages of layer 1 at most one imports the other."""
    assert not both_ways(sources, "law", "language")


def test_there_is_no_import_cycle(sources):
    """The modules can be put in an order in which each imports only earlier ones."""
    assert cycle_in(sources) is None


def test_imports_are_absolute(sources):
    """A module is named in full wherever it is imported."""
    assert relative_imports(sources) == []


MODULES = {"dunwell": "", "dunwell.days": "", "dunwell.law": "", "dunwell.core": "", "dunwell.cli.check": ""}


@pytest.mark.parametrize(
    ("name", "text", "finding"),
    [
        ("dunwell.law.costs", "from dunwell.core import plan", "layer 1 imports dunwell.core of layer 2"),
        ("dunwell.law.costs", "from dunwell import core", "layer 1 imports dunwell.core of layer 2"),
        ("dunwell.law.costs", "import dunwell.core", "layer 1 imports dunwell.core of layer 2"),
        (
            "dunwell.render.text",
            "if TYPE_CHECKING:\n    from dunwell.cli.check import command",
            "layer 3 imports dunwell.cli.check of layer 4",
        ),
        ("dunwell.money", "def f():\n    import dunwell.law", "layer 0 imports dunwell.law of layer 1"),
        ("dunwell.core.plan", "from dunwell import Invoice", "imports the public names"),
        ("dunwell.helpers", "", "has no layer"),
        ("dunwell", "from dunwell.cli.check import command", "layer 3 imports dunwell.cli.check of layer 4"),
        ("dunwell_channels.fax", "from dunwell.core import Position", "a channel imports dunwell.core"),
    ],
)
def test_the_guard_sees_a_wrong_import(name, text, finding):
    """Each way to import what is too high is found."""
    assert [finding in found for found in wrong_imports(MODULES | {name: text})] == [True]


def test_the_guard_lets_good_imports_pass():
    """Lower layers and the own layer, public names gathered in one place, and these for a channel, are allowed."""
    good = {
        "dunwell": "from dunwell.core import plan",
        "dunwell.core.plan": "from dunwell import days\nfrom dunwell.law import costs",
        "dunwell_channels.fax": "from dunwell import hookimpl",
    }
    assert list(wrong_imports(MODULES | good)) == []


def test_the_guard_sees_cycles_and_two_way_packages():
    """A cycle is found even if one of its imports is only for types; so are packages that lean on each other."""
    late = "if TYPE_CHECKING:\n    from dunwell.language.fields import Field"
    modules = {"dunwell.law.forms": late, "dunwell.language.fields": "from dunwell.law.forms import Form"}
    assert cycle_in(modules)
    assert both_ways(modules, "law", "language")
    assert not both_ways(modules | {"dunwell.law.forms": ""}, "law", "language")
    assert relative_imports({"dunwell.law.forms": "from . import figures"}) == ["dunwell.law.forms"]
