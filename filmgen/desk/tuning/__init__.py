"""Tuning a causal model on screenplays, and measuring what it learned and what it copies."""
