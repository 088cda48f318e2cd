"""Secrets come from the environment or a file, and are shown to nobody."""

import pytest

from dunwell.language.yamlfile import read_yaml
from dunwell.plugins.secrets import Secret, Secrets, scrubbed


def read(folder, text, environment=None):
    """The secret that a text names, and the codes and messages of its problems."""
    root, _ = read_yaml(text, "dunwell.yaml")
    return Secrets(folder, environment or {}).read(root, "'password'")


def secret_file(folder, content, mode=0o600):
    """A file with this content and these rights."""
    path = folder / "password"
    path.write_bytes(content)
    path.chmod(mode)


def test_a_secret_comes_from_the_environment_or_a_file(tmp_path):
    """The line end of a file is not part of it; spaces are."""
    secret_file(tmp_path, b" hunter 2\r\n")
    assert read(tmp_path, "{env: PASS}", {"PASS": "hunter2"}) == ("hunter2", ())
    assert read(tmp_path, "{file: password}") == (" hunter 2", ())
    assert read(tmp_path, f"{{file: {tmp_path}/password}}")[0] == " hunter 2"


@pytest.mark.parametrize(
    ("written", "code", "said"),
    [
        ("hunter2", "DW007", "'password' is a secret and is written down here"),
        ("12345", "DW007", "'password' is a secret and is written down here"),
        ("[hunter2]", "DW007", "'password' is a secret and is written down here"),
        ("", "DW204", "'password' has no value"),
        ("{env: NOWHERE}", "DW008", "'password' is in the environment variable 'NOWHERE', which is not set"),
        ("{file: nowhere}", "DW008", "'password' is in the file 'nowhere', which cannot be read: No such file"),
        ("{file: .}", "DW008", "cannot be read"),
        ("{file: password}", "DW008", "'password' is in the file 'password', which is empty"),
        ("{file: binary}", "DW008", "cannot be read: it is no text"),
        ("{var: PASS}", "DW201", "unknown key 'var' of 'password'"),
        ("{env: A, file: b}", "DW204", "'password' has to name one place"),
        ("{}", "DW204", "'password' has to name one place"),
        ("{env: }", "DW204", "env of 'password' names nothing"),
    ],
)
def test_what_is_no_secret_is_told_without_repeating_it(tmp_path, written, code, said):
    """A value that is written down is refused; so is a place with nothing in it."""
    secret_file(tmp_path, b"\n")
    (tmp_path / "binary").write_bytes(b"\xff\xfe")
    root, _ = read_yaml(f"x: {written}", "dunwell.yaml")
    secret, (problem,) = Secrets(tmp_path, {}).read(root.get("x"), "'password'")
    assert secret is None
    assert problem.code == code
    assert said in problem.message
    assert "hunter2" not in problem.line_text()
    assert "12345" not in problem.line_text()


def test_a_file_that_everybody_may_read_is_a_warning(tmp_path):
    """The secret is read all the same; one for its group alone is fine."""
    secret_file(tmp_path, b"hunter2", 0o644)
    secret, (problem,) = read(tmp_path, "{file: password}")
    assert (secret, problem.code, problem.severity) == ("hunter2", "DW009", "warning")
    secret_file(tmp_path, b"hunter2", 0o640)
    assert read(tmp_path, "{file: password}") == ("hunter2", ())


def test_a_secret_hides_itself(tmp_path):
    """In what shows values, and in a text that is scrubbed of it."""
    assert "hunter2" not in repr({"password": Secret("hunter2")})
    assert scrubbed("login as hunter2 failed", (Secret("hunter2"),)) == "login as … failed"
