"""Parts of every screen: header, key bar, messages, and how text is made safe to draw."""
