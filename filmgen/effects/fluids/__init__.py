"""Fluids in two and three dimensions: what feeds them, their runs, the data recorded from them."""
