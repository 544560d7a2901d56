"""HTML pages of documents, and their conversion to a single file for browsers and to Markdown."""
