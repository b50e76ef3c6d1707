"""The compositor against MoviePy, an FFmpeg filter graph and the encoder alone."""
