"""Whether every value of a bundle comes from its message: a second, kind-blind look for what was invented.

Every text, number, date and code of every resource must be a value of the message, be made of such values, or stand in the list of
what FHIR and JP Core themselves demand.
"""
import base64
import datetime
import hashlib
import re
import unicodedata
from pathlib import Path

from terms import SYSTEMS, UCUM, UNITS

# Bound codes (checked as facts), addresses inside the bundle, and what HTTP needs.
STRUCTURE = {
    "resourceType", "id", "reference", "url", "profile", "method", "type", "status", "intent", "gender", "use", "mode", "priority",
    "criticality", "severity", "role", "endpoint", "software", "valueCode", "contentType", "data", "hash", "size", "country",
    "ifMatch", "system"}
# Texts and codes of the standards, by what they stand for.
FIXED_TEXTS = {
    "病棟", "病室", "病床", "診療科", "部門", "検体検査", "放射線検査", "内視鏡検査", "生理検査", "検体検査報告書", "日", "回", "ssmix2-gateway",
    "情報なし", "no information", "身体障害あり", "開始", "終了", "公費負担者番号", "保険補足", "治験", "照射・撮影条件", "管電圧", "管電流",
    "距離", "時間", "回数", "使用", "危険", "参照", "接頭語", "接尾語", "採取部位"}
# Who is what to whom, before a relationship that is told from the other side.
TURNED = "被保険者は患者の"
FIXED_CODES = {
    "d", "TIME", "LAB", "RAD", "EC", "ENDO", "LP29693-6", "11502-2", "laboratory", "vital-signs", "body-measurement", "procedure", "height",
    "weight", "assembler", "bd", "ro", "wa", "AMB", "IMP", "ATND", "ADM", "ACSN", "NW", "CA", "active", "inactive", "resolved",
    "remission", "recurrence", "relapse", "confirmed", "unconfirmed", "provisional", "differential", "refuted", "entered-in-error", "self",
    "spouse", "child", "parent", "other", "common", "unknown", "body-site", "imaging", "exam", "author",
    # Which of them is compared as part of a fact.
    "PUBLICPOL", "WCBPOL", "AUTOPOL", "pay", "blood-pressure", "temperature", "respiratory-function", "pulse-rate"}
# patient_date_kind_key_time(_department)_flag; its files, but for what systems leave behind.
CONTENT_FOLDER = re.compile(r"[^_]+_[^_]+_.+_\d+(_[^_]+)?_\d")
LEFT_BEHIND = re.compile(r"(^|/)(\.|~|thumbs\.db$|desktop\.ini$)|\.tmp$", re.IGNORECASE)
METHODS = SYSTEMS["JAMISDP01-method"]
DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|[+-]\d\d:\d\d))?)?)?")


HOUR = re.compile(r"\d{1,2}時")


class Said:
    """What a message and the name of its file say."""

    def __init__(self, path, message):
        tokens = message.tokens()
        for name in (Path(path).name, Path(path).parent.name):
            tokens.update(name.split("_"))
            tokens.add(name)
        self.texts = {squeeze(one) for one in tokens}
        self.digits = {re.sub(r"\D", "", one[:8] + one[8:].split("+")[0]) for one in tokens if re.match(r"\d{4}", one)}
        self.numbers = {number for one in tokens for number in re.findall(r"\d+(?:\.\d+)?", one)}
        self.whole = "\n".join(self.texts)

    def says(self, text):
        """A value, or values side by side."""
        text = text.removeprefix(TURNED)
        short = squeeze(text)
        if short in self.texts or text in FIXED_TEXTS:
            return True
        pieces = [one for one in re.split(r"[\s_.|^、,()（）:：]+", text) if one]
        return bool(pieces) and all(
            one in FIXED_TEXTS or squeeze(one) in self.whole or DATE.fullmatch(one) and self.dated(one)
            or HOUR.fullmatch(one) and any(digits[8:10] == f"{int(one[:-1]):02}" for digits in self.digits) for one in pieces)

    def dated(self, text):
        digits = "".join(one or "" for one in DATE.fullmatch(text).groups())
        if not digits:
            return False
        # Seconds that the message leaves out are written as zero; the thirty-hour clock counts on into the next day.
        spellings = {digits}
        if len(digits) >= 10:
            before = datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8])) - datetime.timedelta(days=1)
            spellings.add(f"{before:%Y%m%d}{int(digits[8:10]) + 24}{digits[10:]}")
        return any(
            one.startswith(digits) or digits.startswith(one) and not digits[len(one):].strip("0") and len(one) >= 8
            for one in self.digits for digits in spellings)


def squeeze(text):
    return re.sub(r"\s+", "", text)


def strangers(path, data, message, bundle):
    """("stranger", where, {}) of every value that nobody said."""
    said, found = Said(path, message), sources(path, data, bundle)
    for one in bundle.resources:
        if one["resourceType"] == "Provenance":
            continue
        for where, key, value, parent in leaves(one, one["resourceType"]):
            if key == "value" and isinstance(value, str) and one["resourceType"] == "Observation":
                # The last part of the id, where nothing else tells two results apart.
                value = value.removesuffix("_" + one["id"].rpartition(".")[2])
            if not allowed(key, value, parent, said):
                found.append(("stranger", where, {key: (None, value)}))
    return found


def sources(path, data, bundle):
    """What is wrong with the Provenance of a bundle, which must have one."""
    found = [more for one in bundle.all("Provenance") for more in provenance(path, data, one)]
    return found if bundle.all("Provenance") else [("lost", "Provenance", {})]


def source_digest(path, data):
    """SHA-256 of a record: of its file, of a content folder that of each file's name, a zero byte and the file's own SHA-256."""
    folder = Path(path).parent
    if not CONTENT_FOLDER.fullmatch(folder.name):
        return hashlib.sha256(data)
    files = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if file.is_file()}
    files = {name: file for name, file in files.items() if not LEFT_BEHIND.search(name)}
    whole = hashlib.sha256()
    for name in sorted(files):
        whole.update(name.encode() + b"\0" + hashlib.sha256(files[name].read_bytes()).digest())
    return whole


def provenance(path, data, one):
    """The source record is named with its digest."""
    digest = base64.urlsafe_b64encode(source_digest(path, data).digest()).decode().rstrip("=")
    values = [entity["what"].get("identifier", {}).get("value", "") for entity in one.get("entity", [])]
    return [] if any(value.endswith(digest) for value in values) else [("altered", "Provenance", {"digest": (digest, str(values))})]


def leaves(value, where, key="", parent=None):
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{where}.{name}", name, value)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, where, key, parent)
    else:
        yield where, key, value, parent


def allowed(key, value, parent, said):
    if key in STRUCTURE or isinstance(value, bool):
        return True
    if key == "display" and value.startswith(parent.get("reference", "").rpartition("/")[2] + "."):
        # JAMI: focus names what it points to and when.
        return True
    if key == "category" and isinstance(value, str) and parent.get("resourceType") == "AllergyIntolerance":
        return True
    if key == "subscriberId" or "JP_Coverage_Insured" in parent.get("url", ""):
        # In full width, between quotation marks.
        told = unicodedata.normalize("NFKC", said.whole)
        return all(unicodedata.normalize("NFKC", one) in told for one in value.replace('"', "").split(","))
    if key == "code":
        return code(value, parent, said)
    if key == "valueInteger":
        # Position of an ingredient in its mixture.
        return value.isdigit() and int(value) < 100
    if key == "value" and parent.get("system", "").startswith(UCUM) or key == "value" and "unit" in parent:
        return value in said.numbers or value.lstrip("-") in said.numbers or value == "1"
    if key == "value" and set(parent) <= {"value", "comparator"}:
        return value.lstrip("-") in said.numbers
    if key in ("version", "comparator", "display") and value in FIXED_TEXTS | {"2013", "2003", "<", ">", "<=", ">="}:
        return True
    if DATE.fullmatch(value) and len(value) >= 7:
        return said.dated(value)
    if key == "value" and "system" in parent:
        return identified(value, parent, said)
    return said.says(value)


def code(value, parent, said):
    if value in FIXED_CODES or squeeze(value) in said.texts or value.replace(".", "") in said.texts:
        return True
    if parent.get("system") in METHODS:
        # Which usage it belongs to is compared as part of a fact.
        return any(len(one) == 16 and one.startswith(value) for one in said.texts)
    if parent.get("system") == UCUM:
        return any(value == code and name in said.whole.lower() for name, code in UNITS.items())
    return False


def identified(value, parent, said):
    """Local identifiers carry the facility in front; regional ones are configured."""
    if parent["system"].startswith("urn:ietf") or parent["system"] in REGION:
        return True
    if parent["system"] == "urn:dicom:uid":
        return said.says(value.removeprefix("urn:oid:"))
    facility, separator, rest = value.partition(".")
    if facility in FACILITIES and all(said.says(one) or DATE.fullmatch(one) and said.dated(one) for one in rest.split("_")):
        return bool(separator)
    return said.says(value) or value in FACILITIES or facility in FACILITIES and bool(separator) and said.says(rest)


# The made-up region and hospital of `convert` without --config.
REGION = {"urn:oid:1.2.392.200250.99.7"}
FACILITIES = {"2212345678"}
