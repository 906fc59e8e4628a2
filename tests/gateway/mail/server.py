"""A mail server in a thread: says what it is told to, and keeps what it is sent."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class MailServer:
    """Where it listens, what it took, and what it answers in place of yes."""

    port: int = 0
    answers: dict[str, str] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)


@contextmanager
def mail_server(**answers: str) -> Iterator[MailServer]:
    """Serve SMTP on this machine; *answers* go by the command that they answer: `rcpt`."""
    kept = MailServer(answers=answers)

    class Talk(socketserver.StreamRequestHandler):
        """One connection."""

        def handle(self) -> None:
            """Answer each line until the other side has had enough."""
            self.say("220 here")
            while line := self.rfile.readline().decode().strip():
                command = line.partition(" ")[0].lower()
                kept.heard.append(line)
                refused = kept.answers.get(command)
                if refused is not None:
                    self.say(refused)
                elif command == "data":
                    self.say("354 go on")
                    self.take()
                elif command == "ehlo":
                    self.say("250-here", "250 AUTH PLAIN")
                elif command == "auth":
                    self.say("235 welcome")
                elif command == "quit":
                    self.say("221 bye")
                    return
                else:
                    self.say("250 yes")

        def take(self) -> None:
            """Take a letter, up to the point that stands alone."""
            lines = iter(lambda: self.rfile.readline().decode().rstrip("\r\n"), ".")
            kept.letters.append("\n".join(lines))
            self.say(kept.answers.get("letter", "250 taken"))

        def say(self, *lines: str) -> None:
            """Answer."""
            self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        server.daemon_threads = True
        kept.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()
