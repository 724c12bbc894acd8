"""A load generator that costs little: raw sockets, kept alive, in processes of its own."""

import multiprocessing
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """What the clients saw."""

    seconds: float
    latencies: list[float]
    statuses: dict[int, int]

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds


Request = Callable[[int], bytes]
"""Makes the n-th request of a client, whole (head and body)."""


def run(host: str, port: int, *, clients: int, seconds: float, request: Request, rate: float | None = None) -> Result:
    """`clients` connections, each sending the next request when the last was answered.

    With a `rate` all of them together send so many a second, evenly, and no more: a request counts from the moment
    at which it was to be sent, so that a slow answer does not hide the wait of those behind it.
    """
    queue: multiprocessing.Queue[tuple[list[float], dict[int, int]]] = multiprocessing.Queue()
    process = multiprocessing.Process(target=_process, args=(host, port, clients, seconds, request, rate, queue))
    started = time.monotonic()
    process.start()
    latencies, statuses = queue.get()
    process.join()
    return Result(min(time.monotonic() - started, seconds + 5), latencies, statuses)


def _process(
    host: str,
    port: int,
    clients: int,
    seconds: float,
    request: Request,
    rate: float | None,
    queue: "multiprocessing.Queue[tuple[list[float], dict[int, int]]]",
) -> None:
    latencies: list[float] = []
    statuses: dict[int, int] = {}
    guard = threading.Lock()
    began = time.perf_counter()
    end = began + seconds

    def client(number: int) -> None:
        own: list[float] = []
        seen: dict[int, int] = {}
        with socket.create_connection((host, port)) as wire:
            wire.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            turn = 0
            while time.perf_counter() < end:
                sent = time.perf_counter()
                if rate:
                    sent = began + (turn * clients + number) / rate
                    time.sleep(max(0.0, sent - time.perf_counter()))
                wire.sendall(request(number * 10_000_000 + turn))
                status = read_answer(wire)
                own.append(time.perf_counter() - sent)
                seen[status] = seen.get(status, 0) + 1
                turn += 1
        with guard:
            latencies.extend(own)
            for status, count in seen.items():
                statuses[status] = statuses.get(status, 0) + count

    threads = [threading.Thread(target=client, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    queue.put((latencies, statuses))


def read_answer(wire: socket.socket) -> int:
    """Read one HTTP/1.1 answer to its end; return its status."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += _some(wire)
    head, _, body = data.partition(b"\r\n\r\n")
    status = int(head[9:12])
    lower = head.lower()
    if b"content-length:" in lower:
        length = int(lower.split(b"content-length:")[1].split(b"\r\n")[0])
        while len(body) < length:
            body += _some(wire)
    elif b"chunked" in lower:
        while not body.endswith(b"0\r\n\r\n"):
            body += _some(wire)
    return status


def _some(wire: socket.socket) -> bytes:
    data = wire.recv(65_536)
    if not data:
        raise ConnectionError("the server closed the connection")
    return data
