"""What bundles say of drugs that were ordered and given."""
from bundle import POSITION, PRESCRIPTION, RP, extension, identifier, identifiers, period, texts
from said import fact


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
        "order": next(iter(identifiers(one)), ""), "group": (identifiers(one) + ["", ""])[1], "rp": identifier(one, *RP),
        "status": one["status"],
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
