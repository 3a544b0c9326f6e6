"""A chat model of Ollama: what it is asked, how its JSON is read, and what is done when it fails."""
