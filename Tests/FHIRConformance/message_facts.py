"""What a message says, kind by kind: the facts that its bundle must hold, and nothing else.

A fact is its name and its parts, a part a text or a tuple of texts. Parts that say nothing are left out. What each field must
become is the JAMI guide's mapping, and for the kinds it leaves out the one that Documentation/Conformance.md describes.
"""
from message_drugs import given, injected, injection, prescription
from message_examinations import imaging, laboratory_results, meals, physiology, requests, vital_signs
from message_patients import adverse_reactions, allergy, demographics, diagnoses, stay
from said import fact


def facts(kind, message, patient):
    """All facts of a message of one kind; "vital-signs" is ORU^R30 of the extended storage. The folder says whose record it is."""
    found = [fact("message", event=message.event, patient=patient)]
    if kind in ORDERS:
        # An order tells of the patient's allergies, and each thing it orders names them all.
        allergies = [allergy(one) for one in message.all("AL1") if one.repetitions(2) or one.repetitions(3)]
        found += allergies + ([fact("warned", of=tuple(sorted(map(str, allergies))))] if allergies else [])
    return found + READERS[kind](message)


ORDERS = {"OMP-01", "OMP-02", "OMP-11", "OMP-12", "OML-01", "OMG-01", "OMG-02", "OMG-03", "OMD"}
READERS = {
    "ADT-00": demographics, "ADT-61": adverse_reactions, "PPR-01": diagnoses, "OMP-01": prescription, "OMP-02": injection,
    "OMP-11": given, "OMP-12": injected, "OML-01": requests, "OML-11": laboratory_results, "OMG-01": requests, "OMG-02": requests,
    "OMG-03": requests, "OMG-11": imaging, "OMG-12": imaging, "OMG-13": physiology, "OMD": meals, "vital-signs": vital_signs}
READERS.update({f"ADT-{number_text}": stay for number_text in ("01", "12", "21", "22", "31", "32", "41", "42", "51", "52")})
