"""The boards as documents: PDF pages, an HTML page, and the marks drawn on their panels."""
