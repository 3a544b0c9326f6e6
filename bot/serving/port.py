"""A host and a port in, a bound socket out; so small that a port in use is told before anything heavy is loaded."""

import socket

from store.errors import KamerantwoordError


class PortTaken(KamerantwoordError):
    """The address to serve on is in use or not ours."""


def listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to an address; raise PortTaken saying what to do. Port 0 picks a free one."""
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # Without this, two servers may hold one port until the second one's first visitor.
        listener.listen(128)
    except OSError as error:
        listener.close()
        reason = (error.strerror or str(error)).lower()
        raise PortTaken(f"Cannot serve on {host}:{port} ({reason}): stop what uses it, or choose another with --port.") from error
    return listener


def address(listener: socket.socket) -> str:
    """Return the URL of what is served on a socket."""
    host, port = listener.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}"
