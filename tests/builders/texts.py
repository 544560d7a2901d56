"""Texts that people and attackers type, for property tests."""

from __future__ import annotations

from hypothesis import strategies as st

# Every piece of syntax that means something in our files, and the characters that editors change.
PIECES = [
    "# Heading",
    "## Marked {#goal.why}",
    "### Rule {#rule-1 point=goal}",
    "\\### Escaped {#goal.why}",
    "\\\\# Twice {#x}",
    "---",
    "...",
    "```",
    "~~~",
    "<!-- comment -->",
    "<!--",
    "<br>",
    "\\<br>",
    "> quote",
    "- item",
    "- [x] ticked {#owner}",
    "    - nested",
    "1. one {#compete}",
    "| a | b |",
    "| --- | --- |",
    "**4** of 5",
    "–",
    "&#13;",
    "&amp;#13;",
    "&#10;",
    "&#32;",
    "{#voice partner=a says=yes}: because",
    "\\",
    "\\|",
    "\r",
    "\r\n",
    "\n",
    "\n\n",
    " ",
    "\t",
    "\u00a0",
    "\u0085",
    "\u2028",
    "\u2029",
    "\x0b",
    "\x0c",
    "\x1c",
    "\x1b[31m",
    "\ufeff",
    "äöüß€",
    "👍",
    "coopcoach: answers/1",
]

ANY_TEXT = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=8).map("\n".join),
    st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=8).map("".join),
)
SOME_TEXT = ANY_TEXT.filter(bool)
