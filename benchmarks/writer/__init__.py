"""The writer beside the same model called plainly: see `__main__`."""
