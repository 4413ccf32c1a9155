"""What a message says, kind by kind: the facts that its bundle must hold, and nothing else.

A fact is its name and its parts, a part a text or a tuple of texts. Parts that say nothing are left out. What each field must
become is the JAMI guide's mapping, and for the kinds it leaves out the one that Documentation/Conformance.md describes.
"""
import re

from message import full_name, moment, number, only, part, person, place
from terms import concept, concepts, icd, known, quantity, unit

STATUS = {"F": "final", "P": "preliminary", "C": "corrected", "D": "entered-in-error", "W": "entered-in-error", "X": "cancelled",
          "O": "registered", "I": "registered", "R": "preliminary", "S": "preliminary", "U": "final", "A": "preliminary",
          "N": "cancelled"}
PRIORITY = {"R": "routine", "S": "stat", "A": "asap", "P": "routine", "T": "urgent"}
ALLERGEN = {"DA": "medication", "FA": "food", "EA": "environment", "PA": "environment", "LA": "environment", "AA": "environment"}
SEVERITY = {"MI": "mild", "MO": "moderate", "SV": "severe"}
GENDER = {"M": "male", "F": "female", "O": "other", "U": "unknown"}


def fact(name, /, **parts):
    """Hashable; empty parts do not count."""
    return name, tuple(sorted((key, value) for key, value in parts.items() if value not in ("", (), None)))


def facts(kind, message, patient):
    """All facts of a message of one kind; "vital-signs" is ORU^R30 of the extended storage. The folder says whose record it is."""
    found = [fact("message", event=message.event, patient=patient)]
    return found + READERS[kind](message)


def moments(segment, field, component=1):
    return moment(segment.text(field, component))


def persons(segment, field):
    """Identifier of each person; repetitions that only spell the same one otherwise count once."""
    repetitions = segment.repetitions(field)
    return tuple(dict.fromkeys(filter(None, map(person, repetitions)))) or tuple(map(full_name, repetitions[:1]))


def coded(segment, field):
    """Of a CWE with a table of its own only what names the table."""
    return tuple(one for one in concepts(segment, field) if "|" in one)


# MARK: patients

def names(segment, field):
    spelled = {"I": "IDE", "P": "SYL", "A": "ABC"}
    return tuple(sorted(
        f"{spelled.get(part(one, 8), '')} {full_name(one, 1)}" for one in segment.repetitions(field)))


def telephones(segment, *fields):
    found = []
    for field, use in fields:
        for one in segment.repetitions(field):
            number_text = part(one, 12) or part(one, 1) or "".join(part(one, index) for index in (6, 7))
            # A number for emergencies has no use in FHIR.
            found.append(f"{ {'EMR': '', 'PRN': 'home', 'WPN': 'work'}.get(part(one, 2), use)} {number_text}")
    return tuple(sorted(found))


def addresses(segment, field):
    found = []
    for one in segment.repetitions(field):
        lines = [part(one, 8)] if part(one, 8) else [part(one, index, 0) for index in (4, 3, 1, 2)]
        found.append(" ".join([part(one, 5), {"JPN": "JP"}.get(part(one, 6), part(one, 6)), *lines]).strip())
    return tuple(found)


def demographics(message):
    pid = message.first("PID")
    # A disability that the patient has not got is none.
    disabilities = tuple("disabled" for one in message.all("DB1") if one.text(4) == "Y")
    found = [fact(
        "patient", names=names(pid, 5), birth=moments(pid, 7)[:10], gender=GENDER.get(pid.text(8), ""),
        addresses=addresses(pid, 11), telephones=telephones(pid, (13, "home"), (14, "work")), disabilities=disabilities)]
    for one in message.all("NK1"):
        found.append(fact(
            # FHIR gives a contact one name and one address: the ideographic name, the first address.
            "contact", names=names(one, 2)[:1], relationship=concepts(one, 3), addresses=addresses(one, 4)[:1],
            telephones=telephones(one, (5, "home"), (6, "work")), organization=one.text(13)))
    found += [observation(one) for one in message.all("OBX")]
    found += [allergy(one) for one in message.all("AL1")]
    found += [coverage(one) for one in message.all("IN1")]
    return found


def coverage(one):
    return fact(
        "coverage", type=concepts(one, 2), insurer=one.text(3), name=one.text(4), symbol=one.text(10), number=one.text(11),
        start=moments(one, 12), end=moments(one, 13), relationship=concepts(one, 17))


def allergy(one):
    return fact("allergy", category=ALLERGEN.get(one.text(2), ""), code=concepts(one, 3))


def adverse_reactions(message):
    found = []
    for one in message.all("IAM"):
        onset = moments(one, 11)
        found.append(fact(
            "allergy", category=ALLERGEN.get(one.text(2), ""), code=concepts(one, 3), severity=SEVERITY.get(one.text(4), ""),
            reactions=tuple(part(text, 1) for text in one.repetitions(5)), refuted="entered-in-error" if one.text(6) == "D" else "",
            identifier=one.text(7), onset=onset or one.text(12), recorded=moments(one, 13)))
    return found


def diagnoses(message):
    found = []
    for group in message.groups("PRB"):
        problem, naming, order = group[0], only(group, "ZPR"), only(group, "ORC")
        codings = set()
        for segment, field, role in ((problem, 3, ""), (problem, 10, ""), (naming, 2, ""), (naming, 5, "")):
            for one in segment.repetitions(field):
                for first in (1, 4):
                    code, system = part(one, first), part(one, first + 2)
                    name = known(system, code, role) if code else None
                    if name:
                        codings.add(f"{name}|{icd(code) if name == 'I10' else code}")
        classes = [problem.text(10, 5) or problem.text(10, 4), problem.text(18, 2) or problem.text(18)]
        ended = moments(problem, 9) or moments(problem, 15)
        suspected = problem.text(13) == "1"
        found.append(fact(
            "diagnosis", codings=tuple(sorted(codings)), text=problem.text(3, 2), identifier=problem.text(4),
            edition=problem.text(10, 7) if problem.text(10) else "", classes=tuple(filter(None, classes)),
            recorded=moments(problem, 7), ended=ended, onset=moments(problem, 16), doubt="provisional" if suspected else "",
            notes=tuple(filter(None, (problem.text(17), naming.text(7)))), secrecy=problem.text(25),
            over="over" if ended else "", doctor=persons(order, 12),
            modifiers=tuple(sorted(
                concept(one, "modifier") for field in (1, 3, 4, 6) for one in naming.repetitions(field)))))
    return found


# MARK: stays

STAY = {"A04": "arrived", "A14": "planned", "A01": "arrived", "A21": "onleave", "A22": "in-progress", "A15": "in-progress",
        "A02": "in-progress", "A16": "in-progress", "A03": "finished", "A54": "in-progress"}


def stay(message):
    visit, more, event = message.first("PV1"), message.first("PV2"), message.first("EVN")
    places = [place(one) for segment, field in ((visit, 3), (visit, 6), (more, 1)) for one in segment.repetitions(field)]
    times = {moments(event, 6), moments(visit, 44), moments(visit, 45), moments(more, 8), moments(more, 9), moments(more, 47)}
    return [fact(
        "stay", status=STAY.get(message.event, ""), type={"I": "IMP", "O": "AMB"}.get(visit.text(2), ""),
        places=tuple(sorted(set(places))), attending=persons(visit, 7), admitting=persons(visit, 17), department=visit.text(10),
        disposition=visit.text(36), times=tuple(sorted(times - {""})))]


# MARK: drugs

def order_status(order, cancelled="cancelled"):
    return {"CA": cancelled, "DC": "stopped", "OC": cancelled}.get(order.text(1), "active")


def rp(order):
    """ORC-4 is the Rp, or order_Rp_serial."""
    pieces = order.text(4).split("_")
    return pieces[1] if len(pieces) == 3 else pieces[0]


def usage(timing):
    """TQ1-3: JAMI's sixteen digits or eight, or words."""
    found = []
    for one in timing.repetitions(3):
        code, text, system = (part(one, 1, index) for index in (1, 2, 3))
        name = known(system, code, "") if code else None
        found.append((f"{name}|{code} " if name else "") + (text or ("" if name else code)))
    return tuple(sorted(filter(None, (one.strip() for one in found))))


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
        "route": concepts(route, 1), "site": concepts(route, 2), "device": concepts(route, 3), "method": concepts(route, 4)}


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
            **ordered(order), **dosage(group), **dispensed(group)))
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
            # Of several drugs together one giving was given; of one drug its amount.
            more = {"whole": ONCE if company > 1 else amount} if mixed else {}
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


# MARK: examinations


def value(one):
    """OBX-5 by its type, as one text each."""
    kind, found = one.text(2), []
    for repetition in one.repetitions(5):
        text = part(repetition, 1, 0)
        if kind in ("CWE", "CE", "CNE"):
            found.append(concept(repetition))
        elif kind == "SN":
            found.append(structured(repetition, one))
        elif kind in ("TS", "DT", "TM", "DTM"):
            found.append(moment(text))
        elif kind == "XCN":
            found.append(full_name(repetition))
        elif kind in ("NM", "ST") and number(text):
            found.append(quantity(text, (one.repetitions(6) or [[]])[0]))
        else:
            found.append(text)
    return tuple(filter(None, found))


def structured(repetition, one):
    """SN: comparator, number, and what else there may be."""
    sign, first, separator, second = (part(repetition, index) for index in (1, 2, 3, 4))
    if separator or second or not number(sign + first):
        return " ".join(filter(None, (sign, first, separator, second)))
    return quantity(sign + first, (one.repetitions(6) or [[]])[0])


def bounds(text):
    """The numbers of a reference range that says nothing but two numbers or a bound; then the text itself."""
    low, _, high = text.strip().partition("-")
    if low and high and number(low) and number(high):
        return f"{low.strip()}..{high.strip()} {text}"
    parsed = number(text)
    if parsed and parsed[0]:
        return (f"{parsed[1]}.. " if parsed[0].startswith(">") else f"..{parsed[1]} ") + text
    return text


def observation(one, time="", **more):
    flags = tuple(sorted(part(flag, 1) for flag in one.repetitions(8)))
    reading = value(one)
    return fact(
        "observation", item=concepts(one, 3), value=reading, status=STATUS.get(one.text(11), ""), flags=flags,
        range=bounds(one.text(7)), time=moments(one, 14) or time, silent="" if reading else "no value", **more)


def specimen(one):
    return fact(
        "specimen", type=concepts(one, 4, "material"), identifier=one.text(2), site=concepts(one, 8), collected=moments(one, 17))


def laboratory_results(message):
    found = []
    for sample in message.groups("SPM"):
        found.append(specimen(sample[0]))
        collected = moments(sample[0], 17)
        for group in split(sample, "OBR"):
            panel, order = group[0], only(group, "ORC")
            number_text = order.text(2) or panel.text(2)
            found.append(fact(
                "report", orders=orders(order, panel), panel=concepts(panel, 4), start=moments(panel, 7), end=moments(panel, 8),
                issued=moments(panel, 22), specimen=concepts(sample[0], 4, "material")))
            found.append(fact(
                "request", orders=orders(order, panel), code=concepts(panel, 4), doctor=persons(order, 12) or persons(panel, 16),
                authored=moments(order, 9), status={"CM": "completed", "CA": "revoked"}.get(order.text(5), "active")))
            for one in group:
                if one.name == "OBX":
                    key = [number_text, panel.text(4), sample[0].text(4), part(one.repetitions(3)[0], 1, 0), one.text(4)]
                    found.append(observation(
                        one, collected or moments(panel, 7), identifier="_".join(filter(None, key)),
                        specimen=concepts(sample[0], 4, "material"), collected=collected, panel=concepts(panel, 4)))
    return found


def split(group, name):
    """The groups of a group that begin with a segment."""
    starts = [index for index, one in enumerate(group) if one.name == name]
    return [group[begin:end] for begin, end in zip(starts, starts[1:] + [len(group)])]


def orders(order, panel):
    return tuple(dict.fromkeys(filter(None, (order.text(2), panel.text(2), order.text(3), panel.text(3)))))


def requests(message):
    """ORC with OBR: each order once, though its parent repeats it."""
    found = {}
    for group in message.groups("ORC"):
        order, panel, timing = group[0], only(group, "OBR"), only(group, "TQ1")
        items = tuple(sorted(concept(one.repetitions(3)[0]) for one in group if one.name == "OBX" and not one.repetitions(5)))
        found[fact(
            "request", orders=orders(order, panel), code=concepts(panel, 4), authored=moments(order, 9), doctor=persons(order, 12),
            status=order_status(order, "revoked"), priority=PRIORITY.get(timing.text(9), ""), planned=moments(timing, 7),
            type=coded(order, 29), department=concepts(order, 17), items=items, parent=order.text(8))] = True
        for one in group:
            if one.name == "OBX" and one.repetitions(5):
                found[observation(one)] = True
    return [specimen(one) for one in message.all("SPM")] + list(found)


def imaging(message):
    """OMI^Z23: orders, their images, what was done and with how much radiation."""
    found = {}
    for group in message.groups("ORC"):
        order, panel = group[0], only(group, "OBR")
        performed = moments(panel, 7)
        found[fact(
            "request", orders=orders(order, panel), code=concepts(panel, 4), authored=moments(order, 9), doctor=persons(order, 12),
            type=coded(order, 29), parent=order.text(8))] = True
        for one in group:
            if one.name == "IPC":
                found[fact("study", accession=one.text(1), uid=one.text(3), modality=concepts(one, 5), started=performed)] = True
            elif one.name == "ZE1":
                found[fact("procedure", code=concepts(one, 3), performer=persons(one, 7), performed=performed)] = True
            elif one.name == "ZE2":
                readings = [exposure(one, field) for field in (2, 3, 4, 5)] + [one.text(6)]
                found[fact("exposure", readings=tuple(sorted(filter(None, readings))))] = True
            elif one.name == "OBX":
                found[observation(one, performed)] = True
    return list(found)


def exposure(one, field):
    repetition = (one.repetitions(field) or [[]])[0]
    units = [part(repetition, 2, index) or part(repetition, 2) for index in (1, 2)] if repetition else []
    return f"{part(repetition, 1)} {unit(units[:1])}" if repetition else ""


def physiology(message):
    found = []
    for group in split(message.segments, "OBR"):
        panel, order = group[0], only(message.segments, "ORC")
        found.append(fact(
            "report", orders=orders(order, panel), panel=concepts(panel, 4), start=moments(panel, 7), end=moments(panel, 8),
            issued=moments(panel, 22)))
        found += [observation(one, moments(panel, 7), panel=concepts(panel, 4)) for one in group if one.name == "OBX"]
    return found


def vital_signs(message):
    time = moments(message.first("OBR"), 7)
    return [observation(one, time) for one in message.all("OBX")]


def meals(message):
    found = []
    for group in message.groups("ORC"):
        order, timing = group[0], only(group, "TQ1")
        diets = [one for one in group if one.name == "ODS"]
        found.append(fact(
            "meal", order=order.text(2), authored=moments(order, 9), doctor=persons(order, 12),
            status=order_status(order, "revoked"), usage=usage(timing), start=moments(timing, 7), end=moments(timing, 8),
            diets=tuple(sorted(concept(code) for one in diets for code in one.repetitions(3))),
            instructions=tuple(part(text, 1) for one in diets for text in one.repetitions(4))))
    return found


READERS = {
    "ADT-00": demographics, "ADT-61": adverse_reactions, "PPR-01": diagnoses, "OMP-01": prescription, "OMP-02": injection,
    "OMP-11": given, "OMP-12": injected, "OML-01": requests, "OML-11": laboratory_results, "OMG-01": requests, "OMG-02": requests,
    "OMG-03": requests, "OMG-11": imaging, "OMG-12": imaging, "OMG-13": physiology, "OMD": meals, "vital-signs": vital_signs}
READERS.update({f"ADT-{number_text}": stay for number_text in ("01", "12", "21", "22", "31", "32", "41", "42", "51", "52")})
