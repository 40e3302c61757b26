"""One family of metrics a file, pure functions. Each gives one question's part in a mean, or None for none."""
