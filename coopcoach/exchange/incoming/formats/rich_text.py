"""Read rich text (.rtf) as WordPad, TextEdit and Word write it."""

from __future__ import annotations

import re

from coopcoach.exchange.incoming.formats.charsets import BYTE_CHARSETS, probe_letters
from coopcoach.exchange.incoming.formats.parts import STRESS, DocumentText, stressed_line
from coopcoach.exchange.incoming.formats.rich_text_runs import STANDING_OUT, STRUCK, with_signs

# Characters beyond the basic plane come as two negative numbers, one for each half.
_NEGATIVE = re.compile(r"\\u-(\d{1,5})")
_RAW = re.compile("[\x80-\xff]")
_PICTURE = re.compile(r"\{\\pict\b|\\objdata\b")


def rich_text(data: bytes) -> DocumentText:
    """Return the text of a file in RTF.

    The charset is the one that the file names; where characters are lost so, another one that keeps more of
    the last line of the workbook. Struck words are marked with ``~~``, words that stand out on a line with a box
    with ``**``.
    """
    from striprtf.striprtf import rtf_to_text

    source = _RAW.sub(lambda m: f"\\'{ord(m[0]):02x}", data.decode("latin-1"))
    source = _NEGATIVE.sub(lambda m: f"\\u{0x10000 - int(m[1])}", source)
    # The library leaves out the numbers and bullets of older lists.
    source = with_signs(source).replace("\\pntext", "\\listtext")
    named = re.search(r"\\ansicpg(\d+)", source[:2000])
    charsets = [f"cp{named[1]}"] if named else []
    texts = []
    for charset in dict.fromkeys([*charsets, *BYTE_CHARSETS]):
        try:
            text = str(rtf_to_text(source, encoding=charset, errors="replace"))  # type: ignore[no-untyped-call]
        except LookupError:
            continue
        texts.append(text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace"))
        if probe_letters(texts[-1]) is None:
            break
    whole = max(texts, key=lambda text: probe_letters(text) or 0)
    whole = whole.replace(STRUCK, "~~").replace(STANDING_OUT, STRESS)
    whole = "\n".join(map(stressed_line, whole.split("\n")))
    return DocumentText(whole, pictures=len(_PICTURE.findall(source)))
