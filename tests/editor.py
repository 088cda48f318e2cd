"""An editor without a screen: drives a language server over its standard input and output, as editors do."""

from __future__ import annotations

import json
import subprocess
from queue import Empty, Queue
from threading import Thread

SECONDS = 60


class Editor:
    """One language server process; `open` shows it a file, the other methods ask what an editor asks."""

    def __init__(self, command, settings):
        self.settings = settings
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.answers, self.diagnostics, self.number, self.files = {}, {}, 0, 0
        self.inbox = Queue()
        Thread(target=self._listen, daemon=True).start()
        capabilities = {
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
            },
            "workspace": {"configuration": True},
        }
        self.ask("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self.tell("initialized", {})
        self.tell("workspace/didChangeConfiguration", {"settings": settings})

    def close(self):
        """End the server."""
        self.ask("shutdown", None)
        self.tell("exit", None)
        self.process.stdin.close()
        self.process.wait(SECONDS)
        self.process.stdout.close()

    def open(self, path, text):
        """Show a file to the server; gives its URI."""
        uri = path.as_uri()
        self.diagnostics.pop(uri, None)
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def completions(self, uri, line, column):
        """What the editor offers at a position (from 0), by label."""
        answer = self.ask("textDocument/completion", _at(uri, line, column))
        return {item["label"]: item for item in answer["items"]}

    def hover(self, uri, line, column):
        """What the editor shows of the word at a position."""
        answer = self.ask("textDocument/hover", _at(uri, line, column))
        return answer["contents"]["value"] if answer else ""

    def wrong(self, uri):
        """What the server marks in a file, once it has looked at it."""
        while uri not in self.diagnostics:
            self._take()
        return self.diagnostics[uri]

    def ask(self, method, params):
        """Send a request and wait for its answer."""
        self.number += 1
        number = self.number
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        while number not in self.answers:
            self._take()
        answer = self.answers.pop(number)
        assert "error" not in answer, answer
        return answer["result"]

    def tell(self, method, params):
        """Send a notification."""
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def _send(self, message):
        body = json.dumps(message).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _take(self):
        """Take in one message of the server: an answer, what is wrong with a file, or a question to the editor."""
        try:
            message = self.inbox.get(timeout=SECONDS)
        except Empty:
            raise AssertionError("the language server says nothing") from None
        if "method" not in message:
            self.answers[message["id"]] = message
        elif message["method"] == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message:
            items = (message.get("params") or {}).get("items", ())
            result = [self.settings.get(item["section"]) for item in items] or None
            self._send({"jsonrpc": "2.0", "id": message["id"], "result": result})

    def _listen(self):
        out = self.process.stdout
        while header := out.readline():
            length = 0
            while header.strip():
                name, _, value = header.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                header = out.readline()
            self.inbox.put(json.loads(out.read(length)))


def _at(uri, line, column):
    return {"textDocument": {"uri": uri}, "position": {"line": line, "character": column}}
