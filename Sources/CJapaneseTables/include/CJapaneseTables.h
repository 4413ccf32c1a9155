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

#endif
