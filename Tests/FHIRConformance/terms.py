"""Code systems the judge knows: what a coding of a message must be called in FHIR, and back.

Written from the JP Core implementation guide, its NamingSystems and HL7 terminology; the release decides between two columns.
"""
import re

from message import part

V2 = "http://terminology.hl7.org/CodeSystem/v2-"
V3 = "http://terminology.hl7.org/CodeSystem/v3-"
JP = "http://jpfhir.jp/fhir/core/CodeSystem/"
MHLW = "http://jpfhir.jp/fhir/core/mhlw/CodeSystem/"
UCUM = "http://unitsofmeasure.org"
HL7_ICD10 = "http://hl7.org/fhir/sid/icd-10"

# name of the judge: (JP Core 1.1.2, JP Core 1.2.0)
SYSTEMS = {
    "HOT9": ("urn:oid:1.2.392.200119.4.403.1", "http://medis.or.jp/CodeSystem/master-HOT9"),
    "HOT7": ("urn:oid:1.2.392.200119.4.403.2", "http://medis.or.jp/CodeSystem/master-HOT7"),
    "HOT13": ("urn:oid:1.2.392.200119.4.402.1", "http://medis.or.jp/CodeSystem/master-HOT13"),
    "YJ": ("urn:oid:1.2.392.100495.20.1.73", "http://capstandard.jp/iyaku.info/CodeSystem/YJ-code"),
    "JC10": ("urn:oid:1.2.392.200119.4.504", "http://medis.or.jp/CodeSystem/master-JLAC10-17digits"),
    "disease": ("urn:oid:1.2.392.200119.4.101.2", "http://medis.or.jp/CodeSystem/master-disease-keyNumber"),
    "disease-exchange": ("urn:oid:1.2.392.200119.4.101.6", "http://medis.or.jp/CodeSystem/master-disease-exCode"),
    "modifier": ("urn:oid:1.2.392.200119.4.201.2", "http://medis.or.jp/CodeSystem/master-disease-modKeyNumber"),
    "modifier-exchange": ("urn:oid:1.2.392.200119.4.201.5", "http://medis.or.jp/CodeSystem/master-disease-modExCode"),
    "I10": (HL7_ICD10, MHLW + "ICD10-2013-full"),
    "MR9P": ("urn:oid:1.2.392.100495.20.2.101", MHLW + "MedicationUnitMERIT9Code"),
    "MR9P-form": (JP + "JP_MedicationFormMERIT9_CS",) * 2,
    "MR9P-category": (JP + "JP_MedicationCategoryMERIT9_CS",) * 2,
    "JAMISDP01": ("urn:oid:1.2.392.200250.2.2.20", "http://jami.jp/CodeSystem/MedicationUsage"),
    "JAMISDP01-method": ("urn:oid:1.2.392.200250.2.2.20.40", "http://jami.jp/CodeSystem/MedicationMethodDetailUsage"),
    "JAMISDP01-more": ("urn:oid:1.2.392.200250.2.2.20.22", "http://jami.jp/CodeSystem/MedicationUsageAdditional"),
    "HL70162": (JP + "route-codes",) * 2,
    "HL70069": ("urn:oid:1.2.392.200250.2.2.2", "http://jami.jp/SS-MIX2/CodeSystem/ClinicalDepartment"),
    "HL70241": (JP + "HL70241",) * 2,
    "JHSD0006": (JP + "JHSD0006",) * 2,
    "JHSI0001": (JP + "JHSI0001",) * 2,
    "JHSI0003": (JP + "JHSI0003",) * 2,
    "JHSP0002": (JP + "JHSP0002",) * 2,
    "JHSP0007": (JP + "JHSP0007",) * 2,
    "JANIS": ("urn:oid:1.2.392.100495.10.3.100.5.27.6.1",) * 2,
    "HL70177": (V3 + "Confidentiality",) * 2,
    "HL70078": (V3 + "ObservationInterpretation",) * 2,
    "LN": ("http://loinc.org",) * 2,
    "DCM": ("http://dicom.nema.org/resources/ontology/DCM",) * 2,
    "JAN": ("https://www.gs1.org/gtin",) * 2,
    "UCUM": (UCUM,) * 2,
}
# HL7 tables whose FHIR name is their number.
SYSTEMS.update({f"HL7{table}": (V2 + table,) * 2 for table in ("0063", "0112", "0163", "0164", "0165", "0482")})

SPELLINGS = {"HOT07": "HOT7", "HOT09": "HOT9", "I10": "I10", "ICD10": "I10", "JLAC10": "JC10", "LN": "LN"}


class Terms:
    """The table of one release."""

    def __init__(self, release):
        column = ("1.1.2", "1.2.0").index(release)
        self.release = release
        self.by_uri = {uris[column]: name for name, uris in SYSTEMS.items()}
        # The system of JP Core 1.2.0 is the edition of 2013; codes of another one, or of none, go by HL7's.
        self.by_uri.setdefault(HL7_ICD10, "I10")

    def name(self, uri):
        """The judge's name of a system, the URI itself when it has none."""
        return self.by_uri.get(uri, uri)


def known(system, code, role):
    """The judge's name for a coding of a message, None when it goes as text. Role: which of a system's lists a field uses."""
    system = SPELLINGS.get(system, system)
    if system == "MDCDX2":
        # A modifier's management number has four digits, a disease's eight; an exchange code has letters among its four.
        exchange = not code.isdigit() if role == "modifier" else re.fullmatch(r"[0-9A-Z]{4}", code) is not None
        return ("modifier" if role == "modifier" else "disease") + ("-exchange" if exchange else "")
    if system == "MR9P" and role in ("form", "category"):
        return "MR9P-" + role
    if system == "JC10" and role == "material":
        return None
    if system == "JANIS":
        # Its list of drugs has four digits as well; what a culture found is an organism.
        return system if role == "result" and re.fullmatch(r"\d{4}", code) else None
    if system == "99I01" and role == "category":
        # The guideline's examples call the classes of injections so.
        return "JHSI0001" if code in ("FTP", "EMP", "PFP", "OTP") else None
    if system == "JAMISDP01" and role == "method" and len(code) == 2:
        return "JAMISDP01-method"
    if system == "JAMISDP01" and len(code) == 8:
        return "JAMISDP01-more"
    return system if system in SYSTEMS else None


def icd(code):
    """ICD-10 as the classification writes it, with a dot."""
    return code if "." in code or len(code) <= 3 else code[:3] + "." + code[3:]


def concept(repetition, role=""):
    """A CWE as one text: its known codings sorted, then its text. Empty when nothing is said."""
    codings = set()
    for first in (1, 4):
        code, system = part(repetition, first, 0), part(repetition, first + 2)
        name = known(system, code, role) if code else None
        if name:
            codings.add(f"{name}|{icd(code) if name == 'I10' else code}")
    texts = [one for one in (part(repetition, index, 0) for index in (9, 2, 5)) if one]
    # A code that nobody can name is still what the doctor wrote, when there is no text.
    text = texts[0] if texts else "" if codings else part(repetition, 1, 0) or part(repetition, 4, 0)
    return " ".join(sorted(codings)) + (" " if codings and text else "") + text


def concepts(segment, field, role=""):
    return tuple(sorted(filter(None, (concept(one, role) for one in segment.repetitions(field)))))


# ISO+ and what hospitals write instead -> UCUM.
UNITS = {
    "mm(hg)": "mm[Hg]", "mmhg": "mm[Hg]", "cel": "Cel", "(hb)": "/min", "/min": "/min", "%": "%", "cm": "cm", "kg": "kg", "g": "g",
    "g/dl": "g/dL", "mg/dl": "mg/dL", "ug/dl": "ug/dL", "ng/dl": "ng/dL", "ug/ml": "ug/mL", "ng/ml": "ng/mL", "pg/ml": "pg/mL",
    "pg": "pg", "fl": "fL", "u/l": "U/L", "iu/l": "[IU]/L", "iu/ml": "[IU]/mL", "uiu/ml": "u[IU]/mL", "miu/ml": "m[IU]/mL",
    "mmol/l": "mmol/L", "meq/l": "meq/L", "10*3/ul": "10*3/uL", "10*6/ul": "10*6/uL", "10*4/ul": "10*4/uL", "s": "s", "ms": "ms",
    "deg": "deg", "ml/hr": "mL/h", "ml/h": "mL/h", "ml": "mL", "mm": "mm", "kv": "kV", "ma": "mA", "mg": "mg", "ml/min": "mL/min",
    "msec": "ms", "degree": "deg", "bpm": "/min", "mv": "mV",
}


def unit(repetition, role="UCUM"):
    """A unit as one text: what is printed, and the code when a public table has it."""
    if not repetition:
        return ""
    code, text, system = part(repetition, 1), part(repetition, 2), part(repetition, 3)
    code, text = code.strip(), text.strip()
    printed = text or code
    if role == "MR9P":
        return f"{printed}|{code}" if code and system == "MR9P" else f"{printed}|"
    # The code of a hospital's own table may look like a unit and be another.
    spellings = [text] + ([code] if system in ("", "ISO+", "ISO", "ANS+", "UCUM") else [])
    return f"{printed}|{next(filter(None, map(spelled, spellings)), '')}"


def spelled(written):
    """UCUM of a spelling. A letter alone, and MV, are other units in capitals."""
    return UNITS.get(written if len(written) == 1 or written == "MV" else written.lower(), "")


def quantity(value, units, role="UCUM"):
    """A number with its unit as one text; what does not parse as it is written."""
    parsed = number_or_text(value)
    return f"{parsed} {unit(units, role)}".strip() if parsed else ""


def number_or_text(value):
    from message import number
    parsed = number(value)
    return "".join(parsed) if parsed else value
