"""The commands, thin: options in, one call, its result shown. `bot/__main__.py` puts them together."""
