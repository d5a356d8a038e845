"""Gives a subset its own name and a fixed date, and refuses glyphs that libharu 2.3.0 would draw in part.

Arguments: subset, file to write, family, style. Called by subset.sh.
"""
import sys
from unicodedata import normalize

from fontTools.ttLib import TTFont

source, target, family, style = sys.argv[1:]
font = TTFont(source, recalcTimestamp=False)
full = family if style == "Regular" else f"{family} {style}"
postscript = full.replace(" ", "") if style == "Regular" else f"{family.replace(' ', '')}-{style.replace(' ', '')}"
licence = {0, 13, 14}  # copyright, licence text, licence address stay as they were
names = {1: family, 2: style, 3: f"{full} 1", 4: full, 5: "Version 1.000", 6: postscript}
font["name"].names = [n for n in font["name"].names if n.nameID in licence and n.platformID == 3]
for name_id, text in names.items():
    font["name"].setName(text, name_id, 3, 1, 0x409)
font["head"].created = font["head"].modified = 3_600_000_000

glyphs = font["glyf"]
for name in font.getGlyphOrder():
    glyph = glyphs[name]
    if glyph.isComposite() and any(glyphs[part.glyphName].isComposite() for part in glyph.components):
        sys.exit(f"{target}: glyph {name} is a composite of composites; take a font without them")
vowels = "aăâeêioôơuưy"
tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
toned = {normalize("NFC", vowel + tone) for vowel in vowels for tone in tones}
letters = sorted(toned | {"đ"})
letters += [c.upper() for c in letters]
missing = [c for c in letters if ord(c) not in font.getBestCmap()]
if missing:
    sys.exit(f"{target}: letters missing: {missing}")
font.save(target, reorderTables=True)
