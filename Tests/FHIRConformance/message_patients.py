"""What messages say of patients, their diagnoses and their stays."""
import itertools
import re

from message import full_name, only, part, place
from message_examinations import observation
from said import fact, moments, persons
from terms import concept, concepts, icd, known

ALLERGEN = {"DA": "medication", "FA": "food", "EA": "environment", "PA": "environment", "LA": "environment", "AA": "environment"}
SEVERITY = {"MI": "mild", "MO": "moderate", "SV": "severe"}
GENDER = {"M": "male", "F": "female", "O": "other", "U": "unknown"}


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
        "coverage", type=concepts(one, 2), kind=insurance(one), insurer=one.text(3),
        name=one.text(4), symbol=wide(one.text(10)), number=number(one), subscriber=subscriber(one),
        start=moments(one, 12), end=moments(one, 13), **related(one))


def wide(text):
    """ASCII in full width, as JP Core wants what stands on the insurance card."""
    return "".join("\u3000" if one == " " else chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in text)


def number(one):
    """Of the insured in full width, of who gets public expense as it is."""
    return one.text(11) if bears_expense(one) else wide(one.text(11))


def subscriber(one):
    """Symbol and number in quotation marks with a comma between; who gets public expense has a number alone."""
    if bears_expense(one):
        return one.text(11)
    told = [wide(one.text(field)) for field in (10, 11)]
    return ",".join(f'"{text}"' for text in told) if any(told) else ""


# Table 0063 in IN1-17 is what the insured is to the patient; FHIR's list what the patient is to the insured.
TURNED = {"SEL": "self", "SPO": "spouse", **dict.fromkeys(("CHD", "NCH", "SCH", "FCH"), "parent"),
          **dict.fromkeys(("PAR", "MTH", "FTH"), "child"),
          **dict.fromkeys(("DOM", "GCH", "GRP", "SIB", "BRO", "SIS", "EXF", "OTH", "DEP", "WRD", "CGV", "GRD", "EME", "EMR"), "other")}
MUTUAL = {"SEL", "SPO", "DOM", "SIB", "EXF", "OTH"}


def related(one):
    """The relationship in the message's words, and FHIR's code of it from the other side."""
    code = next((one.text(17, first) for first in (1, 4) if one.text(17, first + 2) in ("HL70063", "")), "")
    if code not in TURNED or code in MUTUAL:
        return {"relationship": concepts(one, 17), "turned": TURNED.get(code, "")}
    return {"relationship": ("被保険者は患者の" + (one.text(17, 2) or one.text(17, 5) or code),), "turned": TURNED[code]}


# Laws (法別番号) of health insurances: employees, seamen, day labourers, associations, officials, the aged, the retired.
HEALTH = {1, 2, 3, 4, 6, 7, 31, 32, 33, 34, 39, 63, 67, 72, 73, 74, 75}
# Laws of public expense (公費).
PUBLIC = {*range(10, 26), 28, 29, 30, 51, 52, 53, 66, 79}
INSURANCES = {"LI": "WCBPOL", "TI": "AUTOPOL", "OE": "pay", "C0": "PUBLICPOL"}


def insurance(one):
    """What FHIR calls a kind of insurance of JHSD0001; it has no name for public expense (公費)."""
    code = next((one.text(2, first) for first in (1, 4) if one.text(2, first + 2) == "JHSD0001"), "")
    return INSURANCES.get(code) or ("PUBLICPOL" if re.fullmatch(r"\d\d", code) and int(code) in HEALTH else "")


def bears_expense(one):
    code = next((one.text(2, first) for first in (1, 4) if one.text(2, first + 2) == "JHSD0001"), "")
    return code == "D0" or re.fullmatch(r"\d\d", code) is not None and int(code) in PUBLIC


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
    found, doubt = [], {"1.1.2": "provisional", "1.2.0": "unconfirmed"}
    for group in message.groups("PRB"):
        problem, naming, order = group[0], only(group, "ZPR"), only(group, "ORC")
        modifiers = modifying(naming)
        own, base = codings_of(problem, 3), codings_of(naming, 2)
        codings = own | codings_of(problem, 10)
        if not modifiers or not own or own & base:
            # With modifiers PRB-3 may have a number of the whole: then the codes of the bare disease say less than it.
            codings |= base | codings_of(naming, 5)
        if message.release == "1.1.2":
            # JP Core 1.1.2 has no place for modifiers but the name, and notes in words for those that it lacks.
            words = [one.rpartition(" ")[2].rpartition("|")[2] for one in modifiers]
            modifiers = tuple(sorted(one for one in words if one not in (problem.text(3, 2) or naming.text(2, 2))))
        classes = [problem.text(10, 5) or problem.text(10, 4), problem.text(18, 2) or problem.text(18)]
        ended = moments(problem, 9) or moments(problem, 15)
        suspected = problem.text(13) == "1"
        found.append(fact(
            "diagnosis", codings=tuple(sorted(codings)), text=problem.text(3, 2), identifier=problem.text(4),
            edition=problem.text(10, 7) if problem.text(10) else "", classes=tuple(filter(None, classes)),
            recorded=moments(problem, 7), ended=ended, onset=moments(problem, 16), doubt=doubt[message.release] if suspected else "",
            notes=tuple(filter(None, (problem.text(17), naming.text(7)))), secrecy=problem.text(25),
            over="over" if ended else "", doctor=persons(order, 12),
            modifiers=modifiers))
    return found


def codings_of(segment, field):
    found = set()
    for one in segment.repetitions(field):
        for first in (1, 4):
            code, system = part(one, first), part(one, first + 2)
            name = known(system, code, "") if code else None
            if name:
                found.add(f"{name}|{icd(code) if name == 'I10' else code}")
    return found


def modifying(naming):
    """Words before and after the disease's name, each with a management number (ZPR-1, 3) and an exchange code (ZPR-4, 6)."""
    found = []
    for number_field, exchange_field in ((1, 4), (3, 6)):
        for numbered, exchanged in itertools.zip_longest(
                naming.repetitions(number_field), naming.repetitions(exchange_field), fillvalue=[]):
            found.append(joined(concept(numbered, "modifier"), concept(exchanged, "modifier")))
    return tuple(sorted(found))


def joined(*spelled):
    """Several codes of one thing, as one text with all codings and the first name."""
    codings = sorted(one for text in spelled for one in text.split(" ") if "|" in one)
    words = [" ".join(one for one in text.split(" ") if "|" not in one) for text in spelled]
    return " ".join([*codings, *list(filter(None, words))[:1]])


STAY = {"A04": "arrived", "A14": "planned", "A01": "arrived", "A21": "onleave", "A22": "in-progress", "A15": "in-progress",
        "A02": "in-progress", "A16": "in-progress", "A03": "finished", "A54": "in-progress"}


def stay(message):
    visit, more, event = message.first("PV1"), message.first("PV2"), message.first("EVN")
    places = {place(one) for segment, field in ((visit, 3), (visit, 6), (more, 1)) for one in segment.repetitions(field)} - {""}
    times = {moments(visit, 44), moments(visit, 45), moments(more, 8), moments(more, 9)}
    if message.event != "A21" or places:
        # A leave that still lasts is a status without a time: its times are those of where the patient went, if that is told.
        times |= {moments(event, 6), moments(more, 47)}
    return [fact(
        "stay", status=STAY.get(message.event, ""), type={"I": "IMP", "O": "AMB"}.get(visit.text(2), ""),
        places=tuple(sorted(places)), attending=persons(visit, 7), admitting=persons(visit, 17), department=visit.text(10),
        disposition=visit.text(36), times=tuple(sorted(times - {""})))]
