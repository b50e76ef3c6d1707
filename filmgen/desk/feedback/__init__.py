"""Audience feedback: comments read, mapped to the script, counted, and turned into notes."""
