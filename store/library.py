"""Settings in, the generation that serves out; notices when a build switched to another one."""

import threading

from store.embed import open_embedder
from store.errors import StoreDamaged
from store.generation import Generation, open_generation
from store.layout import Layout
from store.settings import StoreSettings

_TRIES = 3


class Library:
    """The store as its readers see it; shared by all threads of a process.

    A generation that was replaced stays usable for those who hold it, until a second build replaces it again and its folder goes.
    """

    def __init__(self, settings: StoreSettings) -> None:
        """Remember where the store is, without opening anything; raise SettingInvalid through the settings only."""
        self._settings = settings
        self._layout = Layout(settings.store)
        self._embedder = open_embedder(settings)
        self._opened: Generation | None = None
        self._lock = threading.Lock()

    def current(self) -> Generation:
        """Return the generation that serves now, opening it when it is another than last time.

        Raise StoreMissing, StoreDamaged, StoreMismatch or VectorsUnavailable, each saying what to do.
        """
        with self._lock:
            id = self._layout.current()
            if self._opened is None or self._opened.id != id:
                self._opened = self._open(id)
            return self._opened

    def _open(self, id: str) -> Generation:
        for _ in range(_TRIES):
            try:
                return open_generation(self._layout.generation(id), self._settings, self._embedder)
            except StoreDamaged:
                # Two builds in a row may have pruned it between reading its name and opening it.
                newer = self._layout.current()
                if newer == id:
                    raise
                id = newer
        return open_generation(self._layout.generation(id), self._settings, self._embedder)
