"""Questions about the letters themselves, and what is told of them."""
