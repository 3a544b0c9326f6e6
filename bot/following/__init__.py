"""What a follow-up question leans on, and how it stands on its own."""
