"""A cluster of several addresses before one real Neo4j: it plays the members, and the router that says which of them leads.

Neo4j Community is one server. So each member here is a port that passes Bolt on to it, and changes two things: the answer to
a client's ROUTE, which names the members that live, with the leader as the only one to write to; and the handshake, so that
the versions offered are the plain ones. A member that does not lead refuses a transaction that writes, as Neo4j does. A member
that is killed breaks its connections at once and answers no more.
"""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

ROUTE, BEGIN = 0x66, 0x11
RECORD = 0x71
SUCCESS = 0x70
HANDSHAKE = 20
"""Bytes of the first words of a client: a mark, and four versions that it offers."""
MANIFEST = b"\x00\x00\x01\xff"
"""The offer to choose among more versions, which would take more words than these."""


@dataclass
class Member:
    """One address of the cluster."""

    listener: socket.socket
    alive: bool = True
    open: list[socket.socket] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """Of transactions that came here: how many to read, and how many to write."""

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.listener.getsockname()[1]}"


class Cluster:
    """Members before one server; the first leads."""

    def __init__(self, host: str, port: int, members: int = 3) -> None:
        self.target = host, port
        self.members = [Member(socket.create_server(("127.0.0.1", 0))) for _ in range(members)]
        self.leader = self.members[0]
        for member in self.members:
            threading.Thread(target=self._accept, args=(member,), daemon=True).start()

    @property
    def uri(self) -> str:
        """Where a client asks first: a member that is never killed here."""
        return f"neo4j://{self.members[-1].address}"

    def kill(self, member: Member) -> None:
        """End a member without warning; where it led, the next that lives leads."""
        member.alive = False
        member.listener.close()
        for opened in member.open:
            with contextlib.suppress(OSError):
                opened.shutdown(socket.SHUT_RDWR)
        if member is self.leader:
            self.leader = next(other for other in self.members if other.alive)

    def close(self) -> None:
        for member in self.members:
            if member.alive:
                self.kill(member) if member is not self.leader else member.listener.close()

    def table(self) -> dict[str, Any]:
        """What ROUTE answers: who writes, who reads, who routes."""
        alive = [member.address for member in self.members if member.alive]
        readers = [address for address in alive if address != self.leader.address] or alive
        servers = [
            {"role": role, "addresses": addresses}
            for role, addresses in (("WRITE", [self.leader.address]), ("READ", readers), ("ROUTE", alive))
        ]
        return {"rt": {"ttl": 300, "db": "neo4j", "servers": servers}}

    def _accept(self, member: Member) -> None:
        while True:
            try:
                client, _ = member.listener.accept()
            except OSError:
                return
            server = socket.create_connection(self.target)
            member.open += [client, server]
            threading.Thread(target=self._talk, args=(member, client, server), daemon=True).start()

    def _talk(self, member: Member, client: socket.socket, server: socket.socket) -> None:
        requests: deque[int] = deque()
        with contextlib.suppress(OSError, EOFError):
            server.sendall(_exactly(client, HANDSHAKE).replace(MANIFEST, bytes(4)))
            client.sendall(_exactly(server, 4))
            threading.Thread(target=self._back, args=(client, server, requests), daemon=True).start()
            for raw, message in _messages(client):
                requests.append(message[1])
                if message[1] == BEGIN:
                    member.counts["read" if b"\x84mode\x81r" in message else "write"] += 1
                server.sendall(raw)
        for end in (client, server):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _back(self, client: socket.socket, server: socket.socket, requests: deque[int]) -> None:
        with contextlib.suppress(OSError, EOFError):
            for raw, message in _messages(server):
                request = requests[0]
                if message[1] != RECORD:
                    requests.popleft()
                routed = request == ROUTE and message[1] == SUCCESS
                client.sendall(_chunked(bytes([0xB1, SUCCESS]) + packed(self.table())) if routed else raw)
        with contextlib.suppress(OSError):
            client.shutdown(socket.SHUT_RDWR)


def _exactly(source: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = source.recv(size - len(data))
        if not part:
            raise EOFError
        data += part
    return data


def _messages(source: socket.socket) -> Iterator[tuple[bytes, bytes]]:
    """Each message as it came, and its content; chunks of no bytes between messages keep a connection alive."""
    raw, content = b"", b""
    while True:
        head = _exactly(source, 2)
        (size,) = struct.unpack(">H", head)
        chunk = _exactly(source, size)
        raw, content = raw + head + chunk, content + chunk
        if not size and content:
            yield raw, content
            raw, content = b"", b""


def _chunked(message: bytes) -> bytes:
    return struct.pack(">H", len(message)) + message + bytes(2)


def packed(value: Any) -> bytes:
    """A value in PackStream, as far as a routing table needs it."""
    if isinstance(value, dict):
        return bytes([0xA0 + len(value)]) + b"".join(packed(key) + packed(item) for key, item in value.items())
    if isinstance(value, list):
        return bytes([0x90 + len(value)]) + b"".join(map(packed, value))
    if isinstance(value, int):
        return b"\xc9" + struct.pack(">h", value)
    text = value.encode()
    return (bytes([0x80 + len(text)]) if len(text) < 16 else bytes([0xD0, len(text)])) + text
