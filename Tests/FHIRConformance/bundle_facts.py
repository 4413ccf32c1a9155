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
    return found


READERS = {
    "Patient": demographics, "Coverage": coverage, "AllergyIntolerance": allergy, "Condition": diagnosis, "Encounter": stay,
    "MedicationRequest": request, "MedicationAdministration": administration, "Observation": observation, "Specimen": specimen,
    "DiagnosticReport": report, "ServiceRequest": service, "ImagingStudy": study, "Procedure": procedure, "NutritionOrder": meal}
