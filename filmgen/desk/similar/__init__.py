"""The nearest scripts of a library by theme and by style, with why."""
