"""One parser a format: from a file's bytes to a Draft. What the lines make of the report is decided elsewhere."""
