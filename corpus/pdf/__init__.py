"""Pages of a PDF: from glyphs at places to lines in reading order, tables, paragraphs and titles."""
