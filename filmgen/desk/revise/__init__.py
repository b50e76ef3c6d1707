"""A script changed as a note asks, and nowhere else."""
