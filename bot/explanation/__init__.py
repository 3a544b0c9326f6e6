"""Quotes explained in plain Dutch by a model, and what an explanation may not change."""
