"""What a bundle says, in the words of message_facts.py. Reads plain JSON; numbers keep their digits."""
import json
import re

from message_facts import bounds, fact
from terms import UCUM

LOCAL = "http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier"
RP = ("urn:oid:1.2.392.100495.20.3.81", "http://jpfhir.jp/fhir/core/mhlw/IdSystem/Medication-RPGroupNumber")
POSITION = ("urn:oid:1.2.392.100495.20.3.82", "http://jpfhir.jp/fhir/core/mhlw/IdSystem/MedicationAdministrationIndex")
PATIENT = "urn:oid:1.2.392.100495.20.3.51.1"
STAFF = "urn:oid:1.2.392.100495.20.3.41.1"
PRESCRIPTION = "urn:oid:1.2.392.100495.20.3.11"
EXTENSION = "http://jpfhir.jp/fhir/core/Extension/StructureDefinition/"


class Bundle:
    """A bundle, its resources, and what they refer to."""

    def __init__(self, text, terms):
        self.terms = terms
        self.json = json.loads(text, parse_float=str, parse_int=str)
        self.resources = [one["resource"] for one in self.json["entry"] if "resource" in one]
        self.by_reference = {f"{one['resourceType']}/{one['id']}": one for one in self.resources}

    def all(self, resource_type):
        return [one for one in self.resources if one["resourceType"] == resource_type]

    def resolve(self, owner, reference):
        """What a reference names: contained, or in the bundle; None for one to somewhere else."""
        name = (reference or {}).get("reference", "")
        if name.startswith("#"):
            return next((one for one in owner.get("contained", []) if one["id"] == name[1:]), None)
        return self.by_reference.get(name)

    def person(self, owner, reference):
        """Local identifier of whom a reference names."""
        if not reference:
            return ""
        target = self.resolve(owner, reference) or {}
        if target.get("resourceType") == "PractitionerRole":
            return self.person(owner, target.get("practitioner"))
        for one in target.get("identifier", []) + [reference.get("identifier", {})]:
            if one.get("system", "").startswith(STAFF):
                return one["value"]
        return reference.get("display", "") or next((name.get("text", "") for name in target.get("name", [])), "")

    def place(self, owner, reference):
        """Ward, room and bed of a Location; its identifier is facility and place."""
        target = self.resolve(owner, reference) or {}
        value = identifier(target, LOCAL) or reference.get("identifier", {}).get("value", "")
        return value.partition(".")[2]

    # MARK: data types

    def concept(self, value):
        """As terms.concept has it. Codings of systems that no message names are checked elsewhere."""
        if not value:
            return ""
        codings = self.codings(value)
        # JP Core's own lists and HL7's translations stand beside the hospital's codes.
        return " ".join(codings) + (" " if codings and value.get("text") else "") + value.get("text", "")

    def codings(self, value):
        found = []
        for one in (value or {}).get("coding", []):
            name = self.terms.name(one.get("system", ""))
            if not name.startswith(("http", "urn")) and "code" in one:
                found.append(f"{name}|{one['code']}")
        return sorted(found)

    def concepts(self, values):
        return tuple(sorted(filter(None, map(self.concept, values or []))))

    def quantity(self, value):
        if not value:
            return ""
        code = value.get("code", "") if self.terms.name(value.get("system", "")) in ("UCUM", "MR9P") else ""
        unit = f"{value['unit']}|{code}" if "unit" in value or code else ""
        return f"{value.get('comparator', '')}{value.get('value', '')} {unit}".strip()

    def usage(self, values):
        return tuple(sorted(filter(None, map(self.concept, values))))


def identifier(resource, *systems):
    return next((one["value"] for one in resource.get("identifier", []) if one.get("system") in systems), "")


def identifiers(resource, system=LOCAL):
    """Local identifiers, without the facility that stands before them."""
    return [one["value"].partition(".")[2] for one in resource.get("identifier", []) if one.get("system") == system]


def extension(element, name):
    """The value of an extension of JP Core or HL7."""
    for one in (element or {}).get("extension", []):
        if one["url"].rpartition("/")[2] == name:
            return next((value for key, value in one.items() if key.startswith("value")), None)
    return None


def period(value):
    return {"start": (value or {}).get("start", ""), "end": (value or {}).get("end", "")}


def texts(notes):
    return [one["text"] for one in notes or []]


def facts(kind, bundle):
    header = bundle.all("MessageHeader")
    patient = bundle.all("Patient")
    found = [fact(
        "message", event=header[0].get("eventCoding", {}).get("code") if header else "",
        patient=next((one["value"] for one in patient[0]["identifier"] if one.get("system", "").startswith(PATIENT)), ""))]
    for resource in bundle.resources:
        reader = READERS.get(resource["resourceType"])
        if reader:
            found += reader(kind, bundle, resource)
    return found


# MARK: patients

def names(values):
    found = []
    for one in values or []:
        spelled = extension(one, "iso21090-EN-representation") or ""
        found.append(f"{spelled} {' '.join([one.get('family', ''), *one.get('given', [])]).strip() or one.get('text', '')}")
    return tuple(sorted(found))


def telephones(values):
    return tuple(sorted(f"{one.get('use', '')} {one.get('value', '')}" for one in values or []))


def addresses(values):
    return tuple(
        " ".join([one.get("postalCode", ""), one.get("country", ""), one.get("text", "")]).strip() for one in values or [])


def demographics(kind, bundle, patient):
    if kind != "ADT-00":
        return []
    disabilities = [one for one in patient.get("extension", []) if one["url"].endswith("patient-disability")]
    found = [fact(
        "patient", names=names(patient.get("name")), birth=patient.get("birthDate"), gender=patient.get("gender"),
        addresses=addresses(patient.get("address")), telephones=telephones(patient.get("telecom")),
        disabilities=("disabled",) * len(disabilities))]
    for one in patient.get("contact", []):
        organization = bundle.resolve(patient, one.get("organization")) or one.get("organization") or {}
        # Name has one place in FHIR; further spellings stand in extensions.
        spelled = [one["name"]] if "name" in one else []
        spelled += [more["valueHumanName"] for more in one.get("extension", []) if "valueHumanName" in more]
        found.append(fact(
            "contact", names=names(spelled), relationship=bundle.concepts(one.get("relationship")),
            addresses=addresses([one["address"]] if "address" in one else []), telephones=telephones(one.get("telecom")),
            organization=organization.get("name") or organization.get("display", "")))
    return found


def coverage(kind, bundle, one):
    insurer = bundle.resolve(one, one["payor"][0]) or {}
    insurers = [i["value"] for i in insurer.get("identifier", []) + [one["payor"][0].get("identifier", {})] if "value" in i]
    return [fact(
        "coverage", type=bundle.concepts([one.get("type")]), insurer=insurers[0] if insurers else "",
        name=insurer.get("name") or one["payor"][0].get("display", ""), symbol=extension(one, "JP_Coverage_InsuredPersonSymbol"),
        number=extension(one, "JP_Coverage_InsuredPersonNumber") or one.get("subscriberId", ""),
        relationship=bundle.concepts([one.get("relationship")]), **period(one.get("period")))]


def allergy(kind, bundle, one):
    parts = {"category": next(iter(one.get("category", [])), ""), "code": bundle.concepts([one.get("code")])}
    if kind == "ADT-61":
        reactions = one.get("reaction", [])
        described = [text for reaction in reactions for text in ([reaction["description"]] if "description" in reaction else [
            manifestation.get("text", "") for manifestation in reaction.get("manifestation", [])])]
        status = (one.get("verificationStatus") or {}).get("coding", [{}])[0].get("code", "")
        parts.update(
            severity=next((reaction["severity"] for reaction in reactions if "severity" in reaction), ""),
            reactions=tuple(described), refuted=status if status == "entered-in-error" else "",
            identifier=next(iter(identifiers(one)), ""), onset=one.get("onsetDateTime") or one.get("onsetString", ""),
            recorded=one.get("recordedDate", ""))
    return [fact("allergy", **parts)]


def diagnosis(kind, bundle, one):
    code = one.get("code", {})
    edition = next((coding["version"] for coding in code.get("coding", []) if "version" in coding), "")
    status = next((c["code"] for c in (one.get("verificationStatus") or {}).get("coding", [])), "")
    outcome = next((c["code"] for c in (one.get("clinicalStatus") or {}).get("coding", [])), "")
    names = ("JP_Condition_DiseasePrefixModifier", "JP_Condition_DiseasePostfixModifier")
    modifiers = [more["valueCodeableConcept"] for more in one.get("extension", []) if more["url"].rpartition("/")[2] in names]
    return [fact(
        "diagnosis", codings=tuple(bundle.codings(code)), text=code.get("text", ""), identifier=next(iter(identifiers(one)), ""),
        edition=edition, classes=tuple(c.get("text", "") for c in one.get("category", [])), recorded=one.get("recordedDate"),
        ended=one.get("abatementDateTime"), onset=one.get("onsetDateTime"), doubt=status if status == "provisional" else "",
        notes=tuple(texts(one.get("note"))), secrecy=next((c["code"] for c in one["meta"].get("security", [])), ""),
        over="over" if outcome in ("inactive", "resolved", "remission") else "", doctor=tuple(filter(None, [bundle.person(one, one.get("recorder"))])),
        modifiers=bundle.concepts(modifiers))]


# MARK: stays

def moments_in(value):
    """Every time in the periods of an element."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("start", "end") and isinstance(inner, str):
                yield inner
            elif key != "contained":
                yield from moments_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from moments_in(inner)


def stay(kind, bundle, one):
    if not kind.startswith("ADT-"):
        return []
    people = {}
    for participant in one.get("participant", []):
        role = participant["type"][0]["coding"][0]["code"]
        people.setdefault(role, []).append(bundle.person(one, participant.get("individual")))
    places = {bundle.place(one, location["location"]) for location in one.get("location", [])}
    department = next((coding["code"] for coding in (one.get("serviceType") or {}).get("coding", [])), "")
    disposition = (one.get("hospitalization") or {}).get("dischargeDisposition", {})
    return [fact(
        "stay", status=one["status"], type=one["class"].get("code"), places=tuple(sorted(places)),
        attending=tuple(people.get("ATND", [])), admitting=tuple(people.get("ADM", [])), department=department,
        disposition=next((coding["code"] for coding in disposition.get("coding", [])), ""),
        times=tuple(sorted(set(moments_in(one)))))]


# MARK: drugs

def ordered(bundle, one):
    prescriptions = [i["value"] for i in one.get("identifier", []) if i.get("system", "").startswith(PRESCRIPTION)]
    return {
        "order": next(iter(identifiers(one)), ""), "rp": identifier(one, *RP), "status": one["status"],
        "doctor": tuple(filter(None, [bundle.person(one, one.get("requester"))])),
        "enterer": tuple(filter(None, [bundle.person(one, one.get("recorder"))])), "authored": one.get("authoredOn"),
        "prescription": next(iter(prescriptions), ""), "categories": bundle.concepts(one.get("category"))}


def dosage(bundle, one, instruction):
    rates = (instruction.get("doseAndRate") or [{}])[0]
    dose = bundle.quantity(rates.get("doseQuantity"))
    if "doseRange" in rates:
        dose = "..".join(bundle.quantity(rates["doseRange"].get(key)) for key in ("low", "high"))
    timing = instruction.get("timing", {})
    whole = extension(instruction, "JP_MedicationDosage_PeriodOfUse") or timing.get("repeat", {}).get("boundsPeriod")
    more = instruction.get("additionalInstruction", [])
    device = bundle.resolve(one, extension(instruction, "JP_MedicationDosage_Device")) or {}
    ratio = rates.get("rateRatio")
    supply = one.get("dispenseRequest", {})
    told = extension(supply, "JP_MedicationRequest_DispenseRequest_InstructionForDispense")
    coded = [entry for entry in more if bundle.codings(entry)]
    words = [bundle.concept(entry) for entry in more if not bundle.codings(entry)]
    return {
        "dose": dose, "usage": bundle.usage([timing.get("code"), *coded]), **period(whole),
        "instructions": tuple(sorted(set(words) | set(filter(None, [bundle.concept(told)])) | set(patient_words(instruction)))),
        "route": bundle.concepts([instruction.get("route")]), "site": bundle.concepts([instruction.get("site")]),
        "device": bundle.concepts([device.get("type")]), "method": bundle.concepts([instruction.get("method")]),
        "daily": bundle.quantity(ratio.get("numerator")) if ratio else "", "rate": bundle.quantity(rates.get("rateQuantity")),
        "supply": bundle.quantity(supply.get("quantity")), "days": supply.get("expectedSupplyDuration", {}).get("value", "")}


def patient_words(instruction):
    return [instruction["patientInstruction"]] if "patientInstruction" in instruction else []


def mixture(bundle, one):
    """Ingredients of the contained Medication: drug and amount."""
    medication = bundle.resolve(one, one.get("medicationReference")) or {}
    return medication, [
        (bundle.concept(part["itemCodeableConcept"]),
         "/".join(bundle.quantity(part.get("strength", {}).get(key)) for key in ("numerator", "denominator")))
        for part in medication.get("ingredient", [])]


def request(kind, bundle, one):
    instructions = one.get("dosageInstruction") or [{}]
    parts = {**ordered(bundle, one), **dosage(bundle, one, instructions[0])}
    if "medicationCodeableConcept" in one:
        return [fact(
            "prescribed", drug=drugs(bundle, one["medicationCodeableConcept"]), position=identifier(one, *POSITION), **parts)]
    medication, ingredients = mixture(bundle, one)
    group = (identifiers(one) + ["", ""])[1]
    return [fact(
        "injection", ingredients=tuple(f"{drug} {amount}" for drug, amount in ingredients), group=group,
        form=bundle.concepts([medication.get("form")]), **parts)]


def drugs(bundle, concept):
    return tuple(filter(None, [bundle.concept(concept)]))


def administration(kind, bundle, one):
    dosage_part = one.get("dosage", {})
    shared = {
        "order": next(iter(identifiers(one)), ""), "rp": identifier(one, *RP), "status": one["status"],
        "performer": tuple(bundle.person(one, entry.get("actor")) for entry in one.get("performer", [])),
        "notes": tuple(sorted(texts(one.get("note")))), "route": bundle.concepts([dosage_part.get("route")]),
        "device": bundle.concepts([(bundle.resolve(one, entry) or {}).get("type") for entry in one.get("device", [])]),
        "requester": tuple(filter(None, [bundle.person(one, extension(one, "JP_MedicationAdministration_Requester"))])),
        "rate": bundle.quantity(dosage_part.get("rateQuantity")) or dosage_part.get("text", "")}
    shared.update(period(one.get("effectivePeriod")))
    if "effectiveDateTime" in one:
        shared["start"] = one["effectiveDateTime"]
    if "medicationCodeableConcept" in one:
        amount = bundle.quantity(dosage_part.get("dose"))
        return [fact("given", drug=bundle.concepts([one["medicationCodeableConcept"]]), amount=amount, **shared)]
    _, ingredients = mixture(bundle, one)
    whole = bundle.quantity(dosage_part.get("dose"))
    return [fact("given", drug=(drug,), amount=amount, whole=whole, **shared) for drug, amount in ingredients]


# MARK: examinations

def value(bundle, one):
    found = []
    for key, inner in one.items():
        if key == "valueQuantity":
            found.append(bundle.quantity(inner))
        elif key == "valueCodeableConcept":
            found.append(bundle.concept(inner))
        elif key in ("valueString", "valueDateTime", "valueTime"):
            found.append(inner)
    return tuple(filter(None, found))


def ranges(bundle, one):
    found = []
    for entry in one.get("referenceRange", []):
        low, high = (entry.get(key, {}).get("value", "") for key in ("low", "high"))
        text = entry.get("text", "")
        found.append((f"{low}..{high} " if low or high else "") + text)
    return found[0] if found else ""


def specimen_of(bundle, one):
    reference = one.get("specimen")
    return bundle.resolve(one, reference[0] if isinstance(reference, list) else reference) or {}


def observation(kind, bundle, one):
    if "component" in one and "value" not in "".join(one):
        return [fact("exposure", readings=tuple(sorted(reading for entry in one["component"] for reading in value(bundle, entry))))]
    reading = value(bundle, one)
    if not reading and one.get("hasMember"):
        return []
    sample = specimen_of(bundle, one)
    parts = {
        "item": bundle.concepts([one["code"]]), "value": reading, "status": one["status"], "range": ranges(bundle, one),
        "flags": tuple(sorted(flag(entry) for entry in one.get("interpretation", []))),
        "time": one.get("effectiveDateTime") or period(one.get("effectivePeriod"))["start"], "silent": "" if reading else "no value"}
    if kind == "OML-11":
        parts.update(
            identifier=next(iter(identifiers(one)), ""), specimen=bundle.concepts([sample.get("type")]),
            collected=sample.get("collection", {}).get("collectedDateTime", ""))
    if kind in ("OML-11", "OMG-13"):
        name = f"Observation/{one['id']}"
        reports = [r for r in bundle.all("DiagnosticReport") if name in members(bundle, r)]
        parts["panel"] = tuple(panel_of(bundle, r) for r in reports)
    return [fact("observation", **parts)]


def members(bundle, report):
    """Results of a report, and the members of those."""
    found, waiting = set(), [one["reference"] for one in report.get("result", [])]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [one["reference"] for one in (bundle.by_reference.get(name) or {}).get("hasMember", [])]
    return found


def panel_of(bundle, report):
    """Code of a report without the kind of document that the profile fixes."""
    code = dict(report["code"])
    code["coding"] = [one for one in code.get("coding", []) if not one["system"].endswith("JP_DocumentCodes_CS")]
    return bundle.concept(code)


def flag(entry):
    return entry["coding"][0]["code"] if entry.get("coding") else entry.get("text", "")


def specimen(kind, bundle, one):
    collection = one.get("collection", {})
    return [fact(
        "specimen", type=bundle.concepts([one.get("type")]), identifier=next(iter(identifiers(one)), ""),
        site=bundle.concepts([collection.get("bodySite")]), collected=collection.get("collectedDateTime", ""))]


def report(kind, bundle, one):
    whole = period(one.get("effectivePeriod"))
    whole["start"] = whole["start"] or one.get("effectiveDateTime", "")
    parts = {"orders": tuple(identifiers(one)), "panel": tuple(filter(None, [panel_of(bundle, one)])), "issued": one.get("issued", "")}
    if kind == "OML-11":
        parts["specimen"] = bundle.concepts([specimen_of(bundle, one).get("type")])
    return [fact("report", **parts, **whole)]


def service(kind, bundle, one):
    parts = {
        "orders": tuple(identifiers(one)), "code": bundle.concepts([one.get("code")]), "authored": one.get("authoredOn"),
        "doctor": tuple(filter(None, [bundle.person(one, one.get("requester"))]))}
    if kind in ("OML-11", "OMG-13"):
        parts["status"] = one["status"]
        return [fact("request", **parts)] if kind == "OML-11" else []
    typed = [entry for entry in one.get("category", []) if bundle.codings(entry)]
    parts.update(type=bundle.concepts(typed), parent=parent(bundle, one))
    if kind in ("OMG-11", "OMG-12"):
        return [fact("request", **parts)]
    role = bundle.resolve(one, one.get("requester")) or {}
    departments = list(one.get("performerType", [None])) if "performerType" in one else role.get("code", []) + role.get("specialty", [])
    organization = bundle.resolve(one, role.get("organization")) or {}
    departments += [entry for entry in organization.get("type", []) if bundle.codings(entry)]
    return [fact(
        "request", status=one["status"], priority=one.get("priority", ""), planned=one.get("occurrenceDateTime", ""),
        items=bundle.concepts(one.get("orderDetail")), department=bundle.concepts(departments), **parts)]


def parent(bundle, one):
    target = next((bundle.resolve(one, entry) for entry in one.get("basedOn", [])), None)
    return next(iter(identifiers(target)), "") if target else ""


def study(kind, bundle, one):
    uid = next((i["value"].removeprefix("urn:oid:") for i in one["identifier"] if i.get("system") == "urn:dicom:uid"), "")
    accession = next((i["value"] for i in one["identifier"] if i.get("type", {}).get("coding", [{}])[0].get("code") == "ACSN"), "")
    modality = tuple(f"DCM|{entry['code']}" for entry in one.get("modality", []))
    return [fact("study", accession=accession.rpartition(".")[2], uid=uid, modality=modality, started=one.get("started"))]


def procedure(kind, bundle, one):
    return [fact(
        "procedure", code=bundle.concepts([one.get("code")]), performed=one.get("performedDateTime") or moment_of(one),
        performer=tuple(filter(None, (bundle.person(one, entry.get("actor")) for entry in one.get("performer", [])))))]


def moment_of(one):
    return period(one.get("performedPeriod"))["start"]


def meal(kind, bundle, one):
    diet = one.get("oralDiet", {})
    schedule = (diet.get("schedule") or [{}])[0]
    kinds = diet.get("type", []) + [entry["type"] for entry in one.get("supplement", []) if "type" in entry]
    kinds += one.get("foodPreferenceModifier", [])
    words = [diet["instruction"]] if "instruction" in diet else []
    words += [entry["instruction"] for entry in one.get("supplement", []) if "instruction" in entry]
    return [fact(
        "meal", order=next(iter(identifiers(one)), ""), authored=one.get("dateTime"), status=one["status"],
        doctor=tuple(filter(None, [bundle.person(one, one.get("orderer"))])), usage=bundle.usage([schedule.get("code")]),
        diets=bundle.concepts(kinds), instructions=tuple(words), **period(schedule.get("repeat", {}).get("boundsPeriod")))]


READERS = {
    "Patient": demographics, "Coverage": coverage, "AllergyIntolerance": allergy, "Condition": diagnosis, "Encounter": stay,
    "MedicationRequest": request, "MedicationAdministration": administration, "Observation": observation, "Specimen": specimen,
    "DiagnosticReport": report, "ServiceRequest": service, "ImagingStudy": study, "Procedure": procedure, "NutritionOrder": meal}
