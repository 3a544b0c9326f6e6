"""How a question says which letters it means: periods, ministries, parties, numbers. The door is `store/filters.py`."""
