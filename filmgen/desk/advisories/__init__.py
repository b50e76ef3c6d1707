"""Content advisories: what in a script a rating board, a lawyer or a first AD would stop at."""
