"""A reader of SS-MIX2 messages that shares nothing with the gateway: decode first, split then, unescape last.

Written from HL7 v2.5 chapter 2 and ISO 2022; the character tables are those of Python's codecs.
"""
import re


class NotAMessage(Exception):
    """The bytes are not one readable message."""


PADDING = b"\x00\x1a\x1c\r\n \t"
SEGMENT_NAME = re.compile(r"[A-Z][A-Z0-9]{2}")


def strip_frame(data):
    """What transports and copy tools leave around a message: MLLP bytes, blank lines, NUL and Ctrl-Z. Returns text bytes."""
    start = len(data) - len(data.lstrip(b"\x0b\r\n \x00"))
    if data[start:start + 3] == b"\xef\xbb\xbf":
        start += 3
    end = len(data.rstrip(PADDING))
    # Blanks right behind the last character belong to the last value.
    while end < len(data) and data[end] in b" \t":
        end += 1
    return data[start:end]


def vendor_pair(lead, trail):
    """A pair outside JIS X 0208 as Microsoft's code page 932 has it, reached through Shift_JIS arithmetic."""
    row, cell = lead - 0x21, trail - 0x21
    if 84 <= row <= 93 and not 88 <= row <= 91:
        # User-defined rows 85 to 94, laid out from U+E000 as Japanese Unix systems do.
        return chr(0xE000 + (row - 84) * 94 + cell)
    first = row // 2 + (0x81 if row < 62 else 0xC1)
    second = (cell + (0x40 if cell < 63 else 0x41)) if row % 2 == 0 else cell + 0x9F
    return bytes([first, second]).decode("cp932")


def double_bytes(run, designation):
    if len(run) % 2 or not all(0x21 <= byte <= 0x7E for byte in run):
        raise NotAMessage("half of a double-byte character, or a byte that cannot be in one")
    try:
        return (designation + run + b"\x1b(B").decode("iso2022_jp_ext")
    except UnicodeDecodeError:
        pass
    text = []
    for position in range(0, len(run), 2):
        pair = run[position:position + 2]
        try:
            text.append((designation + pair + b"\x1b(B").decode("iso2022_jp_ext"))
        except UnicodeDecodeError:
            try:
                text.append(vendor_pair(*pair))
            except UnicodeDecodeError:
                raise NotAMessage("a double-byte code without a character") from None
    return "".join(text)


ESCAPE = re.compile(rb"\x1b(?:\([BJI]|\$[B@]|\$\(D)")


def single_bytes(run):
    """ASCII, with half-width katakana as 8-bit bytes or behind SO as some writers have them."""
    text, shifted = [], False
    for byte in run:
        if byte in (0x0E, 0x0F):
            shifted = byte == 0x0E
        elif 0xA1 <= byte <= 0xDF:
            text.append(chr(0xFF61 + byte - 0xA1))
        elif byte >= 0x80:
            raise NotAMessage("a byte of no character set")
        elif shifted and 0x21 <= byte <= 0x5F:
            text.append(chr(0xFF61 + byte - 0x21))
        else:
            text.append(chr(byte))
    return "".join(text)


def decode_line(line):
    """One line in ISO 2022, which begins in ASCII whatever the line before left open."""
    text, position, designation = [], 0, b"\x1b(B"
    while position <= len(line):
        found = ESCAPE.search(line, position)
        run = line[position:found.start() if found else len(line)]
        if b"\x1b" in run:
            raise NotAMessage("an unknown escape sequence")
        if run and designation in (b"\x1b$B", b"\x1b$@", b"\x1b$(D"):
            # Blanks and tabs are control characters of ISO 2022: they stand between pairs.
            text.append("".join(
                part.decode("ascii") if part[0] <= 0x20 else double_bytes(part, designation)
                for part in re.findall(rb"[\x00-\x20]+|[^\x00-\x20]+", run)))
        elif run and designation == b"\x1b(I":
            text.append("".join(chr(0xFF61 + byte - 0x21) if 0x21 <= byte <= 0x5F else chr(byte) for byte in run))
        elif run:
            text.append(single_bytes(run))
        if not found:
            break
        designation = found.group() if found.group() != b"\x1b(J" else b"\x1b(B"
        position = found.end()
    return "".join(text)


SWITCH = re.compile(rb"(?:\x1b(?:\([BJI]|\$[B@]|\$\([@BDOPQ])|[\x0e\x0f])")
SETS = {b"\x1b(B": None, b"\x1b(J": None, b"\x1b(I": "katakana", b"\x1b$(D": "JIS X 0212", b"\x1b$(P": "JIS X 0213, plane 2",
        b"\x1b$(O": "JIS X 0213", b"\x1b$(Q": "JIS X 0213"}


def may_delimit(run, one_byte, delimiters):
    """Whether a character of the run begins with the byte of a delimiter."""
    position = 0
    while position < len(run):
        if run[position] > 0x20 and run[position] in delimiters:
            return True
        position += 1 if one_byte or run[position] <= 0x20 else 2
    return False


def refuse_open_runs(line, delimiters):
    """A text of a Japanese set that neither another set nor SI closes has two readings if it holds a delimiter's byte."""
    designated, shifted, position = None, False, 0
    # Whether the designated text and the one behind SO hold such a byte.
    doubts = {False: False, True: False}
    for switch in [*SWITCH.finditer(line), None]:
        current = "katakana" if shifted else designated
        run = line[position:switch.start() if switch else len(line)]
        if current:
            doubts[shifted] |= may_delimit(run, current == "katakana", delimiters)
        code = switch.group() if switch else None
        if code == b"\x0f":
            shifted = doubts[True] = False
        elif code == b"\x0e":
            if current == "katakana" and doubts[shifted]:
                raise NotAMessage("a text without its end, or a delimiter without the return to ASCII")
            shifted = True
        else:
            following = SETS.get(code, "JIS X 0208") if code else ""
            if (doubts[True] and following in ("katakana", "")) or (doubts[False] and following in (designated, "")):
                raise NotAMessage("a text without its end, or a delimiter without the return to ASCII")
            designated, shifted, doubts = following, False, {False: False, True: False}
        position = switch.end() if switch else len(line)


def decode(data):
    if b"\x1b" not in data and b"\x0e" not in data:
        for codec in ("ascii", "utf-8", "cp932"):
            try:
                return data.decode(codec)
            except UnicodeDecodeError:
                continue
        raise NotAMessage("bytes of no character set")
    delimiters = data[3:8] if data[:3] == b"MSH" and len(data) > 7 else b"|^~\\&"
    for line in re.split(rb"[\r\n]", data):
        if b"\x1b" in line or b"\x0e" in line:
            refuse_open_runs(line, delimiters)
    try:
        # The usual file in one call. JIS X 0201 in a message means ASCII: a delimiter is never a yen sign.
        if b"\x0e" not in data:
            return data.replace(b"\x1b(J", b"\x1b(B").decode("iso2022_jp_ext")
    except UnicodeDecodeError:
        pass
    return "\r".join(decode_line(line) for line in re.split(rb"[\r\n]", data))


def unescape(text, characters):
    """Known sequences by what they stand for; all else as written (HL7 v2.5 2.7)."""
    separator, component, repetition, escape, subcomponent = characters
    if escape not in text:
        return text
    known = {"F": separator, "S": component, "T": subcomponent, "R": repetition, "E": escape, ".br": "\n", "H": "",
             "N": ""}
    result, position = [], 0
    while True:
        begin = text.find(escape, position)
        close = text.find(escape, begin + 1) if begin >= 0 else -1
        if close < 0:
            result.append(text[position:])
            return "".join(result)
        result.append(text[position:begin])
        body = text[begin + 1:close]
        value = known.get(body)
        if value is None and body[:1] == "X":
            value = hexadecimal(body[1:])
        if value is None:
            result.append(escape)
            position = begin + 1
        else:
            result.append(value)
            position = close + 1


def hexadecimal(digits):
    try:
        if len(digits) % 2 or not re.fullmatch("[0-9A-Fa-f]*", digits):
            return None
        text = bytes.fromhex(digits).decode("utf-8")
    except (ValueError, UnicodeDecodeError):
        return None
    return text if not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", text) else None


def split_field(text, characters):
    if not text:
        return []
    _, component, repetition, _, subcomponent = characters
    return [
        [
            [unescape(part, characters) for part in piece.split(subcomponent)]
            if subcomponent in piece else unescape(piece, characters)
            for piece in one.split(component)
        ]
        for one in text.split(repetition)
    ]


def split(data):
    """Bytes of a file to the segments of `inspect --json`. Raises NotAMessage."""
    data = strip_frame(data)
    if not data:
        raise NotAMessage("empty")
    text = decode(data)
    if text[:3] != "MSH" or len(text) < 4:
        raise NotAMessage("the first segment is not MSH")
    separator = text[3]
    declared = re.split(f"[\r\n{re.escape(separator)}]", text[4:], maxsplit=1)[0]
    characters = separator + declared[:4] + "^~\\&"[len(declared[:4]):]
    if len(set(characters)) < 5 or re.search(r"[A-Za-z0-9\s\x7f-\U0010ffff]", characters):
        raise NotAMessage("impossible delimiters")
    segments = []
    for line in re.split("[\r\n]", text):
        if not line.strip(" \t"):
            continue
        name, parts = line[:3], line.split(separator)
        if not SEGMENT_NAME.fullmatch(name) or parts[0] != name:
            raise NotAMessage("a line that is no segment")
        if name == "MSH":
            if segments:
                raise NotAMessage("a second message header")
            fields = [[[separator]], [[parts[1]]] if parts[1] else []]
            fields += [split_field(part, characters) for part in parts[2:]]
        else:
            fields = [split_field(part, characters) for part in parts[1:]]
        segments.append({"name": name, "fields": fields})
    return segments
