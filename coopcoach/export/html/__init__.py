"""Pages of HTML: templates, and how a page becomes Markdown or a file for the browser."""
