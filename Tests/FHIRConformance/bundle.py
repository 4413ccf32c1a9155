"""A bundle, and its data types in the words of terms.py. Reads plain JSON; numbers keep their digits."""
import json

from terms import HL7_ICD10, icd

LOCAL = "http://jpfhir.jp/fhir/core/IdSystem/resourceInstance-identifier"
RP = ("urn:oid:1.2.392.100495.20.3.81", "http://jpfhir.jp/fhir/core/mhlw/IdSystem/Medication-RPGroupNumber")
POSITION = ("urn:oid:1.2.392.100495.20.3.82", "http://jpfhir.jp/fhir/core/mhlw/IdSystem/MedicationAdministrationIndex")
PATIENT = "urn:oid:1.2.392.100495.20.3.51.1"
STAFF = "urn:oid:1.2.392.100495.20.3.41.1"
PRESCRIPTION = "urn:oid:1.2.392.100495.20.3.11"


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
                found.append(f"{name}|{self.spelled(name, one)}")
        return sorted(found)

    def spelled(self, name, coding):
        """A code as a message's reader has it: the edition of ICD-10 that JP Core 1.2.0 names has no dots, and must have none."""
        code = coding["code"]
        if name != "I10" or coding["system"] == HL7_ICD10:
            return code
        return f"{code} with a dot" if "." in code else icd(code)

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
