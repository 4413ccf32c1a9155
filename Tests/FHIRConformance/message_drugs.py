"""What messages say of drugs that were ordered and given."""
import re

from message import number, only, part
from message_examinations import observation
from said import fact, moments, order_status, persons, usage
from terms import concept, concepts, quantity


def rp(order):
    """ORC-4 is the Rp, or order_Rp_serial."""
    pieces = order.text(4).split("_")
    return pieces[1] if len(pieces) == 3 else pieces[0]


def ordered(order):
    """What ORC says of any order of drugs."""
    return {"order": order.text(2), "rp": rp(order), "doctor": persons(order, 12), "enterer": persons(order, 10)}


def dosage(group):
    timing, route, encoded = only(group, "TQ1"), only(group, "RXR"), only(group, "RXE")
    dose, most = number(encoded.text(3)), number(encoded.text(4))
    units = (encoded.repetitions(5) or [[]])[0]
    value = quantity(encoded.text(3), units, "MR9P") if dose else ""
    if most and most != dose:
        value += ".." + quantity(encoded.text(4), units, "MR9P")
    return {
        "dose": value, "usage": usage(timing), "start": moments(timing, 7), "end": moments(timing, 8),
        "instructions": tuple(sorted(filter(None, [*concepts(encoded, 7), timing.text(11)]))),
        "route": concepts(route, 1), "site": concepts(route, 2), "device": concepts(route, 3), "method": concepts(route, 4, "method")}


def method(group):
    """RXR-4; of a prescription else the first two of the sixteen characters of a JAMI usage code, unless they say nothing (X)."""
    told = concepts(only(group, "RXR"), 4, "method")
    if told:
        return told
    codes = [part(one, 1, 1) for one in only(group, "TQ1").repetitions(3) if part(one, 1, 3) == "JAMISDP01"]
    return tuple(f"JAMISDP01-method|{code[:2]}" for code in codes[:1] if len(code) == 16 and "X" not in code[:2])


def daily(encoded):
    """RXE-19, a CQ: number and unit in subcomponents."""
    one = (encoded.repetitions(19) or [[]])[0]
    return quantity(part(one, 1), [part(one, 2, index) for index in (1, 2, 3)], "MR9P") if one else ""


def supplied(encoded):
    return quantity(encoded.text(10), (encoded.repetitions(11) or [[]])[0], "MR9P")


def dispensed(group):
    timing, encoded = only(group, "TQ1"), only(group, "RXE")
    days = timing.text(6) if timing.text(6, 2) in ("d", "D", "") else ""
    return {"supply": supplied(encoded), "days": days, "prescription": encoded.text(15)}


def categories(order, encoded):
    return tuple(sorted([*concepts(encoded, 21, "category"), *concepts(order, 29)]))


def prescription(message):
    found, positions = [], {}
    for group in message.groups("ORC"):
        order, encoded = group[0], only(group, "RXE")
        positions[rp(order)] = positions.get(rp(order), 0) + 1
        found.append(fact(
            "prescribed", position=str(positions[rp(order)]), drug=drug(encoded), daily=daily(encoded),
            authored=moments(encoded, 32) or moments(order, 9), status=order_status(order), categories=categories(order, encoded),
            **ordered(order), **{**dosage(group), "method": method(group)}, **dispensed(group)))
    return found


def drug(encoded):
    codings = [concept(one) for field in (2, 31) for one in encoded.repetitions(field)]
    return tuple(codings)


# JP Core states the strength of a mixture by one giving of it.
ONCE = "1 回|TIME"


def ingredients(group):
    return tuple(
        f"{concept(one.repetitions(2)[0])} {quantity(one.text(3), (one.repetitions(4) or [[]])[0], 'MR9P')}/{ONCE}"
        for one in group if one.name == "RXC" and one.repetitions(2))


def injection(message):
    found = []
    for group in message.groups("ORC"):
        order, encoded = group[0], only(group, "RXE")
        rate = quantity(encoded.text(23), (encoded.repetitions(24) or [[]])[0])
        found.append(fact(
            "injection", group=order.text(4), ingredients=ingredients(group), rate=rate, form=concepts(encoded, 6, "form"),
            authored=moments(encoded, 32) or moments(order, 9), status=order_status(order),
            categories=tuple(sorted([*concepts(encoded, 2), *categories(order, encoded)])),
            **ordered(order), **dosage(group), **dispensed(group)))
        found += [observation(one) for one in group if one.name == "OBX"]
    return found


GIVEN = {"CP": "completed", "PA": "in-progress", "RE": "not-done", "NA": "not-done"}


def given(message):
    """One fact for each drug that was given by mouth."""
    return administrations(message, False)


def injected(message):
    """One fact for each drug that was injected, in whatever company."""
    return administrations(message, True)


def administrations(message, mixed):
    found = []
    for group in message.groups("ORC"):
        order = group[0]
        # The route stands behind the administrations; one before them belongs to the order.
        after = group[next((index for index, one in enumerate(group) if one.name == "RXA"), 0):]
        route, company = only(after, "RXR"), sum(one.name == "RXA" for one in group)
        for one in group:
            if one.name != "RXA":
                continue
            # HL7 v2.5 4.14.7.6: 999 stands for an amount that nobody noted.
            noted = one.text(6) if one.text(6) != "999" else ""
            amount = quantity(noted, (one.repetitions(7) or [[]])[0], "MR9P")
            # Of several drugs together one giving was given, unless a rate tells how much; of one drug its amount.
            together = "" if one.text(12) else ONCE
            more = {"whole": together if company > 1 else amount, "group": order.text(4)} if mixed else {}
            found.append(fact(
                "given", order=order.text(2), rp=rp(order), drug=concepts(one, 5),
                amount=f"{amount}/{ONCE}" if mixed else amount, start=moments(one, 3), end=moments(one, 4),
                performer=persons(one, 10), notes=concepts(one, 9), status=GIVEN.get(one.text(20), "completed"),
                rate=rate(one.text(12)), route=concepts(route, 1), device=concepts(route, 3), requester=persons(order, 12), **more))
    return found


def rate(text):
    """RXA-12 writes number and unit together."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(\D.*)", text)
    return quantity(found.group(1), [found.group(2)]) if found else text
