"""From a question to an answer whose every sentence stands in the report."""
