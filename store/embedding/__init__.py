"""The embedders behind `store/embed.py`: what one is, and those of Ollama."""
