"""Parts of every screen: title bar, key bar, message line, dialogs, and the sanitizing of text."""
