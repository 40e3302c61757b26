"""Reports: their files, and the one text with sections and blocks that everything else stands on."""
