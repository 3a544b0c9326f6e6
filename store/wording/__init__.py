"""How citizens, members and ministers write: short forms, errors, accents, languages, words of one meaning. Knows no letters."""
