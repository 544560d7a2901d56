"""Export: the filter of private data, the printed documents as report models and templates, the PDF."""
