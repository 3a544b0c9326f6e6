"""The API and the page on a socket, guarded."""
