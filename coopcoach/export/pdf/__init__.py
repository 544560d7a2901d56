"""PDFs: the child process that runs WeasyPrint, what it may read, and what is mended afterwards."""
