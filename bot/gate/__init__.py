"""The parts of the gate that `bot/verify.py` calls: what is literal, what is a proven shortening, and why something is neither."""
