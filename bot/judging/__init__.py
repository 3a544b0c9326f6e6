"""What was found, weighed for a question: whether it answers, and which sentences are shown."""
