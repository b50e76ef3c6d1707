"""Counting a screenplay: pace, dialogue, feeling, who meets whom, style, what a shoot needs."""
