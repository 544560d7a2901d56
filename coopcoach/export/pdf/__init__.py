"""HTML to PDF: a child process that runs WeasyPrint, and corrections of its output."""
