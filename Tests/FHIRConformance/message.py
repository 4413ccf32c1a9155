"""Fields of an SS-MIX2 message as the judge reads them, and FHIR's spelling of the values in them.

Built on the independent splitter of Benchmarks/inspect-agrees; shares no code with the gateway. What a value must become is
written here from HL7 v2.5 chapter 2A, FHIR R4 and the tables of the SS-MIX2 guideline.
"""
import datetime
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "Benchmarks" / "inspect-agrees"))
import splitter  # noqa: E402

NotAMessage = splitter.NotAMessage
NULL = '""'


class Segment:
    """One segment; fields counted from 1, as the standard does."""

    def __init__(self, segment):
        self.name, self.fields = segment["name"], segment["fields"]

    def repetitions(self, field):
        """Repetitions of a field, each a list of components; one of nothing but empty parts is left out."""
        if field > len(self.fields):
            return []
        return [one for one in self.fields[field - 1] if any(leaves(one))]

    def text(self, field, component=1, repetition=0, subcomponent=1):
        """One value; empty when absent or deleted."""
        found = self.repetitions(field)
        return part(found[repetition], component, subcomponent) if repetition < len(found) else ""


def leaves(repetition):
    for component in repetition:
        yield from component if isinstance(component, list) else [component]


def part(repetition, component, subcomponent=1):
    """A component of one repetition; with subcomponent 0 all of it, joined as written."""
    if component > len(repetition):
        return ""
    value = repetition[component - 1]
    if isinstance(value, list):
        if subcomponent == 0:
            return "&".join(value)
        value = value[subcomponent - 1] if subcomponent <= len(value) else ""
    elif subcomponent > 1:
        return ""
    return "" if value == NULL else value


class Message:
    """All segments, and the groups that begin with a segment."""

    def __init__(self, data, release="1.1.2"):
        """Release: that of JP Core, which decides what has a place."""
        self.release = release
        self.segments = [Segment(one) for one in splitter.split(data)]

    def all(self, *names):
        return [one for one in self.segments if one.name in names]

    def first(self, name):
        return next((one for one in self.segments if one.name == name), Segment({"name": name, "fields": []}))

    @property
    def event(self):
        return self.first("MSH").text(9, 2)

    @property
    def patient(self):
        return self.first("PID").text(3)

    def groups(self, name):
        """Segments from each segment of the name up to the next."""
        found = []
        for segment in self.segments:
            if segment.name == name:
                found.append([])
            if found:
                found[-1].append(segment)
        return found

    def tokens(self):
        """Every value of the message: leaves, and components and fields as written."""
        found = set()
        for segment in self.segments:
            for field in segment.fields:
                for repetition in field:
                    found.update(leaves(repetition))
                    found.update("&".join(c) for c in repetition if isinstance(c, list))
        found.discard("")
        return found


def only(group, name):
    """The first segment of a name in a group, else an empty one."""
    return next((one for one in group if one.name == name), Segment({"name": name, "fields": []}))


# MARK: values

MOMENT = re.compile(r"(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(\.\d+)|\d+)?([+-]\d{4})?")


def moment(text):
    """A TS or DTM as FHIR writes it: its own precision, Japanese time when it says no zone. Empty when it says nothing usable."""
    found = MOMENT.fullmatch(text)
    if not found:
        return text
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    date = "-".join(one for one in (year, month, day) if one)
    if hour is None or minute is None:
        # FHIR has no time without minutes.
        return date
    zone = f"{zone[:3]}:{zone[3:]}" if zone else "+09:00"
    if 24 <= int(hour) < 48:
        # The thirty-hour clock of Japanese wards: an hour of the night still belongs to the day before.
        date, hour = str(datetime.date.fromisoformat(date) + datetime.timedelta(days=1)), f"{int(hour) - 24:02}"
    return f"{date}T{hour}:{minute}:{second or '00'}{fraction or ''}{zone}"


NUMBER = r"[+-]?\d+(?:\.\d+)?"
COMPARED = re.compile(rf"(<=|>=|<|>|≦|≧|≤|≥|＜|＞)\s*({NUMBER})|({NUMBER})\s*(以上|以下|未満|超)")
COMPARATORS = {
    "≦": "<=", "≧": ">=", "≤": "<=", "≥": ">=", "＜": "<", "＞": ">", "以上": ">=", "以下": "<=", "未満": "<", "超": ">"}


def number(text):
    """("", "4.5") of a number, ("<", "5") of a compared one, None of anything else."""
    text = text.strip()
    if re.fullmatch(NUMBER, text):
        return "", text.lstrip("+")
    found = COMPARED.fullmatch(text)
    if not found:
        return None
    sign, value = found.group(1) or found.group(4), found.group(2) or found.group(3)
    return COMPARATORS.get(sign, sign), value.lstrip("+")


def person(repetition):
    """Identifier of an XCN."""
    return part(repetition, 1)


def full_name(repetition, family=2):
    """Family and given name of an XCN (or XPN from component 1), as one text."""
    names = [part(repetition, family), part(repetition, family + 1)]
    return " ".join(one for one in names if one)


def place(repetition):
    """Ward, room and bed, or the department, of a PL."""
    return "_".join(part(repetition, one) for one in (1, 2, 3)).rstrip("_")
