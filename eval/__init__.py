"""Measures the answers against questions whose right answers are known."""
