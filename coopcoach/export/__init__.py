"""What is printed: the filter of what leaves the house, report models, templates, the PDF."""
