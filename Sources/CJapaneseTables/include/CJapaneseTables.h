// Japanese coded character sets as constant tables: row-major, 94 cells a row, 0 for an unassigned cell.
// Written by scripts/generate-japanese-tables, which also says which mapping was chosen where there is a choice.
#ifndef CJAPANESETABLES_H
#define CJAPANESETABLES_H

#include <stdint.h>

/// JIS X 0208 rows 1 to 94 with NEC row 13 and the NEC selected IBM extensions in rows 89 to 92: 8836 UTF-16 units.
const uint16_t *japanese_jisx0208(void);

/// IBM extensions, Shift_JIS lead bytes FA to FC (rows 115 to 119): 470 UTF-16 units.
const uint16_t *japanese_ibm_extensions(void);

/// JIS X 0212 rows 1 to 94: 8836 UTF-16 units.
const uint16_t *japanese_jisx0212(void);

/// JIS X 0213:2004 planes 1 and 2: 8836 values each. Up to 0x2FFFF one code point; above, first << 16 | second.
const uint32_t *japanese_jisx0213_plane1(void);
const uint32_t *japanese_jisx0213_plane2(void);

/// The way back: a code point's high byte gives a page number, its page and low byte the two-byte code
/// (0x2121 to 0x7E7E) or 0. Page 0 is empty. JIS X 0208 here includes row 13 and rows 89 to 92.
const uint8_t *japanese_jisx0208_pages(void);
const uint16_t *japanese_jisx0208_codes(void);
const uint8_t *japanese_jisx0212_pages(void);
const uint16_t *japanese_jisx0212_codes(void);

#endif
