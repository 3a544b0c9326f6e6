"""Everything that can go wrong in the store, each with what happened and what to do.

    StoreError                 exit code 3
     ├─ StoreMissing           no store has been built yet
     ├─ StoreDamaged           what is on disk is not what the manifest says
     ├─ StoreMismatch          built with another embedder or analyser
     ├─ StoreLocked            another process is building
     ├─ StoreUnwritable        no permission, read-only, disk full
     ├─ EmbedderUnavailable    the embedding model cannot be reached or loaded
     └─ VectorsUnavailable     the Chroma server cannot be reached
    InputError                 exit code 2
     ├─ DocumentUnreadable     a file is missing, empty, binary or of an unknown format
     ├─ SourceUnknown          no such document or answer in the store
     └─ SettingInvalid         a setting has a value it does not take

Foreign errors are translated where they are met (`raise … from`). The command line prints the message, nothing else.
"""


class KamerantwoordError(Exception):
    """Something a person can act on; its text says what happened and what to do."""

    exit_code = 3


class StoreError(KamerantwoordError):
    """The store is missing, damaged or cannot be used."""


class StoreMissing(StoreError):
    """No store has been built yet."""


class StoreDamaged(StoreError):
    """What is on disk is not what the manifest says."""


class StoreMismatch(StoreError):
    """The store was built with another embedder or analyser."""


class StoreLocked(StoreError):
    """Another process is building."""


class StoreUnwritable(StoreError):
    """The store's folder cannot be written."""


class EmbedderUnavailable(StoreError):
    """The embedding model cannot be reached or loaded."""


class VectorsUnavailable(StoreError):
    """The Chroma server cannot be reached."""


class InputError(KamerantwoordError):
    """What was asked or given cannot be used."""

    exit_code = 2


class DocumentUnreadable(InputError):
    """A file is missing, empty, binary or of an unknown format."""


class SourceUnknown(InputError):
    """No such document or answer in the store."""


class SettingInvalid(InputError):
    """A setting has a value it does not take."""
