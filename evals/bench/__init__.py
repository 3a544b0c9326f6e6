"""Generated letters in, speed, memory and endurance of the store out; nothing here is a test."""
