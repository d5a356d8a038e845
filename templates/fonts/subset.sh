#!/bin/bash
# Makes the six faces of this folder again from Debian's fonts-liberation2 and fonts-noto-core (python3-fonttools does
# the work): the letters a Vietnamese form needs, no hinting, under names of our own, since Liberation's is reserved.
# Stops if a glyph is a composite of composites: libharu 2.3.0 loses parts of those.
set -euo pipefail
cd "$(dirname "$0")"
letters=U+0020-007E,U+00A0-00FF,U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0
letters+=,U+1EA0-1EF9,U+2010-2015,U+2018-201E,U+2022,U+2026,U+20AB,U+2116,U+2610-2612,U+00D7,U+2713
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

subset() {  # source, file here, family, style
    /usr/bin/python3 -m fontTools.subset "$1" --unicodes="$letters" --no-hinting --layout-features='' \
        --drop-tables+=GSUB,GPOS,GDEF,kern,FFTM,DSIG,meta --name-IDs='*' --legacy-cmap --no-symbol-cmap \
        --notdef-outline --output-file="$work/$2"
    /usr/bin/python3 rename.py "$work/$2" "$2" "$3" "$4"
}

liberation=/usr/share/fonts/truetype/liberation2/LiberationSerif
noto=/usr/share/fonts/truetype/noto/NotoSans
subset $liberation-Regular.ttf motcua-serif.ttf "Motcua Serif" Regular
subset $liberation-Bold.ttf motcua-serif-bold.ttf "Motcua Serif" Bold
subset $liberation-Italic.ttf motcua-serif-italic.ttf "Motcua Serif" Italic
subset $liberation-BoldItalic.ttf motcua-serif-bold-italic.ttf "Motcua Serif" "Bold Italic"
subset $noto-Regular.ttf motcua-sans.ttf "Motcua Sans" Regular
subset $noto-Bold.ttf motcua-sans-bold.ttf "Motcua Sans" Bold
ls -l ./*.ttf
