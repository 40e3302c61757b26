"""How long the program takes, measured in runs of its own; nothing else imports this package."""
