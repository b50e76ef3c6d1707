"""Two versions of a film, compared shot by shot."""
