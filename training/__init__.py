"""Trains the reader: an adapter on the bundled encoder that finds the words that answer. Nothing imports it."""
