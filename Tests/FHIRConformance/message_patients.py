"""What messages say of patients, their diagnoses and their stays."""
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
