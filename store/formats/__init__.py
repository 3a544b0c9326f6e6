"""One file per format: `read(name, data)` makes a RawText of a file's bytes, or raises DocumentUnreadable; none knows what a letter is."""
