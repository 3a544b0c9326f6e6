"""Questions in, numbers out: asks the bot the way a reader does, and scores what it said apart."""
