"""The searchable index of the reports: chunks, vectors, words, and the generations they are kept in."""
