"""What a question may not hold: personal data, other languages, insults; and who is in need now."""
