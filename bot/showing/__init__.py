"""A reply as a reader sees it, on the page and in the terminal."""
