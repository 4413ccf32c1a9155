"""What a bundle says, in the words of message_facts.py."""
from bundle import PATIENT
from bundle_drugs import administration, request
from bundle_examinations import meal, observation, procedure, report, service, specimen, study
from bundle_patients import allergy, coverage, demographics, diagnosis, stay
from said import fact


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
    return found + warned(kind, bundle)


def warned(kind, bundle):
    """The allergies that everything that was ordered names; something else when one order names others than the next."""
    named = []
    for one in bundle.resources:
        if one["resourceType"] in ("MedicationRequest", "MedicationAdministration", "ServiceRequest", "NutritionOrder"):
            targets = [
                bundle.resolve(one, entry) for key in ("supportingInformation", "supportingInfo", "allergyIntolerance")
                for entry in one.get(key, [])]
            named.append(tuple(sorted(
                str(allergy(kind, bundle, target)[0]) for target in targets
                if target and target["resourceType"] == "AllergyIntolerance")))
    if not any(named):
        return []
    return [fact("warned", of=named[0] if len(set(named)) == 1 else ("not by all",))]


READERS = {
    "Patient": demographics, "Coverage": coverage, "AllergyIntolerance": allergy, "Condition": diagnosis, "Encounter": stay,
    "MedicationRequest": request, "MedicationAdministration": administration, "Observation": observation, "Specimen": specimen,
    "DiagnosticReport": report, "ServiceRequest": service, "ImagingStudy": study, "Procedure": procedure, "NutritionOrder": meal}
