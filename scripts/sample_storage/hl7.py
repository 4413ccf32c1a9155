"""HL7 v2.5 messages as SS-MIX2 writes them, from readable parts."""

import re

# Vendor characters that JIS X 0208 lacks, at their place among the NEC selected IBM extensions (row 92):
# writers on Windows send them under the same escape sequence. The first byte of this one is the code of `|`.
VENDOR_CHARACTERS = {"髙": 0x7C62}

DELIMITER_BYTES = frozenset(b"|^&~\\")
TO_KANJI, TO_ASCII = b"\x1b$B", b"\x1b(B"


def jis_code(character):
    """Two bytes of a character in JIS X 0208, None for ASCII."""
    if ord(character) < 0x80:
        return None
    if character in VENDOR_CHARACTERS:
        return VENDOR_CHARACTERS[character].to_bytes(2, "big")
    encoded = character.encode("iso2022_jp")
    assert encoded.startswith(TO_KANJI), f"not JIS X 0208: {character!r}"
    return encoded[3:5]


def encode(text):
    """ISO-2022-JP, back in ASCII before every delimiter and line end (SS-MIX2, character set)."""
    out, kanji = bytearray(), False
    for character in text:
        code = jis_code(character)
        if (code is not None) != kanji:
            kanji = code is not None
            out += TO_KANJI if kanji else TO_ASCII
        out += code if kanji else character.encode("ascii")
    if kanji:
        out += TO_ASCII
    return bytes(out)


def delimiter_kanji(text):
    """The kanji of a text whose code contains the value of a delimiter."""
    return {
        character
        for character in text
        if re.match(r"[\u4e00-\u9fff]", character) and DELIMITER_BYTES & set(jis_code(character))
    }


def segment(name, fields):
    """A segment from a dictionary of field numbers (MSH counted as HL7 does)."""
    values = {number: str(value) for number, value in fields.items() if value not in (None, "")}
    last = max(values, default=0)
    if name == "MSH":
        return "MSH|^~\\&|" + "|".join(values.get(i, "") for i in range(3, last + 1))
    return "|".join([name] + [values.get(i, "") for i in range(1, last + 1)])


def xcn(person):
    """A member of staff: kanji and kana."""
    number, family, given, kana_family, kana_given = person[:5]
    return (
        f"{number}^{family}^{given}^^^^^^^L^^^^^I~{number}^{kana_family}^{kana_given}^^^^^^^L^^^^^P"
    )


def xcn_short(person):
    """A member of staff in kanji only."""
    return f"{person[0]}^{person[1]}^{person[2]}^^^^^^^L^^^^^I"


def xpn(family, given, kana_family, kana_given):
    return f"{family}^{given}^^^^^L^I~{kana_family}^{kana_given}^^^^^L^P"


def xtn(number, use="PRN", equipment="PH"):
    return f"^{use}^{equipment}^^^^^^^^^{number}"


def xad(postcode, address, kind="H"):
    return f"^^^^{postcode}^JPN^{kind}^{address}"


def fields_of(text, name, number):
    """Every value of a field, as text."""
    found = []
    for line in text.split("\r"):
        parts = line.split("|")
        if parts[0] == name:
            index = number - 1 if name == "MSH" else number
            found.append(parts[index] if index < len(parts) else "")
    return found
