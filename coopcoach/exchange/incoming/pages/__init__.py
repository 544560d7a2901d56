"""Read the pages of a PDF: text beside its fields, and forms whose fields were lost."""
