"""Two versions of a film beside each other, shot by shot."""
