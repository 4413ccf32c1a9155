"""What messages say of examinations and meals."""
from message import full_name, moment, number, only, part
from said import coded, fact, moments, order_status, persons, usage
from terms import concept, concepts, quantity, unit

STATUS = {"F": "final", "P": "preliminary", "C": "corrected", "D": "entered-in-error", "W": "entered-in-error", "X": "cancelled",
          "O": "registered", "I": "registered", "R": "preliminary", "S": "preliminary", "U": "final", "A": "preliminary",
          "N": "cancelled"}
PRIORITY = {"R": "routine", "S": "stat", "A": "asap", "P": "routine", "T": "urgent"}


def value(one):
    """OBX-5 by its type, as one text each."""
    kind, found = one.text(2), []
    for repetition in one.repetitions(5):
        text = part(repetition, 1, 0)
        if kind in ("CWE", "CE", "CNE"):
            found.append(concept(repetition, "result"))
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
    """The numbers of a reference range that says nothing but two numbers or a bound that belongs to it; then the text itself."""
    low, _, high = text.strip().partition("-")
    if low and high and number(low) and number(high):
        return f"{low.strip()}..{high.strip()} {text}"
    parsed = number(text)
    if parsed and parsed[0].endswith("="):
        return (f"{parsed[1]}.. " if parsed[0] == ">=" else f"..{parsed[1]} ") + text
    return text


def observation(one, time="", **more):
    flags = tuple(sorted(part(flag, 1) for flag in one.repetitions(8)))
    reading = value(one)
    return fact(
        "observation", item=concepts(one, 3), value=reading, status=STATUS.get(one.text(11), ""), flags=flags,
        range=bounds(one.text(7)), time=moments(one, 14) or time, silent="" if reading else "no value", **more)


def specimen(one):
    """FHIR has one site: where SPM-8 fills it, SPM-10 is a note in words, unless it says the same."""
    source, taken = concepts(one, 8), concepts(one, 10)
    words = tuple(in_words(text) for text in taken[:1]) if source else ()
    return fact(
        "specimen", type=concepts(one, 4, "material"), identifier=one.text(2), site=source or taken,
        taken=() if words == tuple(in_words(text) for text in source[:1]) else words, collected=moments(one, 17))


def in_words(text):
    return " ".join(one for one in text.split(" ") if "|" not in one)


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
                        one, collected or moments(panel, 7), identifier="_".join(filter(None, key)), own="own" if one.text(4) else "",
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
    """OMI^Z23: images, what was done and with how much radiation.

    The orders are records of their own (OMG-01, OMG-02): here each stands as a number and a code with what was done for it. The
    whole order is told twice, as new and as parent, and every part names the same study again.
    """
    studies, found = {}, {}
    for group in message.groups("ORC"):
        order, panel = group[0], only(group, "OBR")
        done = next((index for index, one in enumerate(group) if one.name == "ZE1"), len(group))
        for one in group[:done]:
            if one.name == "OBX":
                # What was known of the patient when it was ordered: not found at the time of the examination.
                found[observation(one)] = True
        for one in group:
            if one.name == "IPC":
                read_study(studies.setdefault(one.text(3) or one.text(1), {}), one, order, panel)
        # What was done of one part is another fact than the same done of another: its order tells them apart.
        for examination in split(group, "ZE1"):
            found.update(dict.fromkeys(examined(examination, order, panel)))
    return [fact("study", **parts) for parts in studies.values()] + list(found)


def read_study(study, one, order, panel):
    """One IPC into what is known of its study: an order and its code once each, of the rest what is told first."""
    once = {"accession": one.text(1), "uid": one.text(3), "modality": concepts(one, 5), "started": moments(panel, 7),
            "doctor": persons(order, 12) or persons(panel, 16)}
    for key, told in once.items():
        study[key] = study.get(key) or told
    for key, told in (("orders", (order.text(2) or panel.text(2),)), ("codes", concepts(panel, 4))):
        study[key] = tuple(dict.fromkeys([*study.get(key, ()), *told]))


def examined(examination, order, panel):
    """Facts of one ZE1 and what follows it.

    In endoscopy staff, beginning, end and materials are items of JSHR in OBX: they belong to the procedure. Times of its own
    stand for those of the order.
    """
    first, number_text = examination[0], order.text(2) or panel.text(2)
    function = first.text(6, 3) or ".".join(filter(None, (first.text(6), first.text(6, 2))))
    people = [f"{one} {function}".strip() for one in persons(first, 7)]
    used = [used_item(one) for one in first.repetitions(9)]
    own, rest = {}, []
    for one in examination:
        item = one.text(3) if one.name == "OBX" and one.text(3, 3) == "JSHR" else ""
        if one.name == "OBX" and one.text(2) == "XCN" and one.repetitions(5):
            people += [f"{who} {one.text(3, 2)}".strip() for who in persons(one, 5)]
        elif item in ("TM-P1", "TM-P2") and one.text(2) == "TS" and one.text(5):
            own[item] = moments(one, 5)
        elif one.name == "OBX" and one.text(2) == "ZRD":
            used += [used_item(entry) for entry in one.repetitions(5)]
        elif item.startswith("DE-") and one.text(2) == "CWE" and one.repetitions(5):
            used += list(concepts(one, 5))
        elif one.name == "OBX":
            rest.append(one)
    start = own.get("TM-P1") or moments(panel, 7)
    status = "not-done" if order_status(order) != "active" else "completed" if first.text(2) == "RS" else "unknown"
    found = [fact(
        "procedure", order=number_text, code=concepts(first, 3), performer=tuple(people), used=tuple(sorted(used)), status=status,
        start=start, end=own.get("TM-P2", "") if own else moments(panel, 8), amounts=amounts(examination))]
    found += [observation(one, start, order=number_text) for one in rest]
    for one in examination:
        if one.name == "ZE2":
            readings = [exposure(one, field) for field in (2, 3, 4, 5)] + [one.text(6)]
            found.append(fact("exposure", order=number_text, readings=tuple(sorted(filter(None, readings)))))
    return found


def used_item(repetition):
    """What a ZRD names: code, name and system; its amount has no place in FHIR but a note."""
    return concept(repetition[:3])


def amounts(examination):
    """How much of each item was used (ZRD: amount and unit), and how often a ZE1 was done, where that is not once."""
    items = list(examination[0].repetitions(9))
    for one in examination:
        if one.name == "OBX" and one.text(2) == "ZRD":
            items += one.repetitions(5)
    found = [
        " ".join(filter(None, ("使用", part(one, 2) or part(one, 1), part(one, 4), part(one, 5, 2) or part(one, 5))))
        for one in items if part(one, 4)]
    times = examination[0].text(4)
    return tuple(sorted(found + ([f"回数 {times}"] if times and number(times) != ("", "1") else [])))


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


# JP Core 1.2.0 sorts vital signs by a second category; which one an item is, by JLAC10.
SIGNS = {"9A75": "blood-pressure", "9A76": "blood-pressure", "9P1": "temperature", "9P2": "respiratory-function",
         "9P3": "pulse-rate", "3H065": "respiratory-function"}


def vital_signs(message):
    """ORU^R30. The same reading in the file of a day and that of an hour has the same identifier: patient, item, time, sub-ID."""
    time, found = moments(message.first("OBR"), 7), []
    for one in message.all("OBX"):
        item = next((one.text(3, code) for code in (1, 4) if one.text(3, code + 2) == "JC10"), "")
        key = (message.patient, one.text(3), moments(one, 14), one.text(4))
        found.append(observation(
            one, time, identifier="_".join(filter(None, key)),
            sign=next((name for begin, name in SIGNS.items() if item.startswith(begin)), "")))
    return found


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
