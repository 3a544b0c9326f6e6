"""A question in, a checked Reply out."""
