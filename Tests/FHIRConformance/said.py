"""Facts, and what several kinds of message have in common."""
from message import full_name, moment, part, person
from terms import concepts, known


def fact(name, /, **parts):
    """Hashable; empty parts do not count."""
    return name, tuple(sorted((key, value) for key, value in parts.items() if value not in ("", (), None)))


def moments(segment, field, component=1):
    return moment(segment.text(field, component))


def persons(segment, field):
    """Identifier of each person; repetitions that only spell the same one otherwise count once."""
    repetitions = segment.repetitions(field)
    return tuple(dict.fromkeys(filter(None, map(person, repetitions)))) or tuple(map(full_name, repetitions[:1]))


def coded(segment, field):
    """Of a CWE with a table of its own only what names the table."""
    return tuple(one for one in concepts(segment, field) if "|" in one)


def order_status(order, cancelled="cancelled"):
    return {"CA": cancelled, "DC": "stopped", "OC": cancelled}.get(order.text(1), "active")


def usage(timing):
    """TQ1-3: JAMI's sixteen digits or eight, or words."""
    found = []
    for one in timing.repetitions(3):
        code, text, system = (part(one, 1, index) for index in (1, 2, 3))
        name = known(system, code, "") if code else None
        found.append((f"{name}|{code} " if name else "") + (text or ("" if name else code)))
    return tuple(sorted(filter(None, (one.strip() for one in found))))
