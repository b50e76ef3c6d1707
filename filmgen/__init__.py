"""filmgen: a screenplay in, an animatic and every asset in it out."""

__version__ = "0.1.0"
