"""Documents of the extended storage: the bytes of every Binary, and what a CDA header says of itself.

The header is read by a small expat reader that refuses any document type, so that nothing outside the file is ever read.
"""
import base64
import hashlib
import xml.parsers.expat
from pathlib import Path

from message import moment

TYPES = {".pdf": "application/pdf", ".xml": ("application/xml", "application/vnd.hl7cda+xml", "text/xml")}


class Header:
    """Attributes and texts of the paths of a CDA header that matter."""

    def __init__(self, data):
        self.path, self.values, self.stack = [], {}, []
        parser = xml.parsers.expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self.start, self.end
        parser.CharacterDataHandler = self.text
        parser.StartDoctypeDeclHandler = self.refuse
        parser.Parse(data, True)

    def refuse(self, *_):
        raise ValueError("a document type")

    def start(self, name, attributes):
        self.path.append(name.rpartition(" ")[2])
        self.values.setdefault("/".join(self.path), []).append(attributes)

    def text(self, text):
        self.values.setdefault("/".join(self.path) + "/text", []).append(text)

    def end(self, name):
        self.path.pop()

    def attribute(self, path, name):
        return next((one[name] for one in self.values.get("ClinicalDocument/" + path, []) if name in one), "")


def differences(path, data, bundle):
    """As round_trip.compare: (what, name, parts) of everything that is lost, altered or invented."""
    found, references = [], bundle.all("DocumentReference")
    if len(references) != 1:
        return [("lost", "document", {"DocumentReference": ("1", str(len(references)))})]
    reference = references[0]
    folder = Path(path).parent
    patient = folder.name.split("_")[0]
    attachments = [one["attachment"] for one in reference["content"]]
    found += bytes_of(path, data, bundle, attachments)
    subject = bundle.resolve(reference, reference.get("subject")) or {}
    local = [one["value"] for one in subject.get("identifier", [])]
    if patient not in local:
        found.append(("altered", "document", {"patient": (patient, str(local))}))
    found += kind_folder(folder.parent.name, reference)
    if path.endswith(".xml"):
        found += header_of(Header(data), reference, bundle)
    return found


def bytes_of(path, data, bundle, attachments):
    found, sizes = [], {len(data): data}
    contents = [bundle.resolve(None, {"reference": one.get("url", "")}) for one in attachments]
    held = [base64.b64decode(one["data"]) for one in contents if one and "data" in one]
    held += [base64.b64decode(one["data"]) for one in attachments if "data" in one]
    if data not in held:
        found.append(("lost", "document", {"bytes": (hashlib.sha1(data).hexdigest(), str([len(one) for one in held]))}))
    binaries = len(bundle.all("Binary"))
    if binaries != len([one for one in contents if one]):
        found.append(("invented", "document", {"Binary": (str(len(contents)), str(binaries))}))
    for one in attachments:
        whole = next((piece for piece in held if str(len(piece)) == one.get("size")), None)
        if "hash" in one and (whole is None or base64.b64decode(one["hash"]) != hashlib.sha1(whole).digest()):
            found.append(("altered", "document", {"hash": ("of the bytes", one["hash"])}))
        if "size" in one and whole is None:
            found.append(("altered", "document", {"size": (str(len(data)), one["size"])}))
    allowed = TYPES.get(Path(path).suffix, ())
    if allowed and not any(one.get("contentType") in (allowed if isinstance(allowed, tuple) else (allowed,)) for one in attachments):
        found.append(("altered", "document", {"contentType": (str(allowed), str([one.get("contentType") for one in attachments]))}))
    return found


def kind_folder(name, reference):
    """Codes of the kind folder: `local^name^system^standard^name^system`."""
    pieces = (name.split("^") + [""] * 6)[:6]
    codes = [one.get("code") for one in reference.get("type", {}).get("coding", [])]
    text = reference.get("type", {}).get("text", "")
    if pieces[5] == "LN" and pieces[3] not in codes:
        return [("lost", "document", {"type": (pieces[3], str(codes))})]
    wanted = [one for one in (pieces[1], pieces[4]) if one]
    displays = [one.get("display", "") for one in reference.get("type", {}).get("coding", [])] + [text]
    if wanted and not any(one in displays for one in wanted):
        return [("lost", "document", {"type text": (str(wanted), str(displays))})]
    return []


def header_of(header, reference, bundle):
    found = []
    root, extension = header.attribute("id", "root"), header.attribute("id", "extension")
    spelled = {f"urn:oid:{root}^{extension}", extension} if extension else {f"urn:oid:{root}", root}
    master = reference.get("masterIdentifier", {})
    if master.get("value") not in spelled:
        found.append(("altered", "document", {"identifier": (f"{root}^{extension}", str(master))}))
    stated = moment(header.attribute("effectiveTime", "value"))
    if stated and reference.get("date") != stated:
        found.append(("altered", "document", {"date": (stated, str(reference.get("date")))}))
    service = "documentationOf/serviceEvent/effectiveTime/"
    whole = {key: moment(header.attribute(service + name, "value")) for key, name in (("start", "low"), ("end", "high"))}
    whole = {key: value for key, value in whole.items() if value}
    if whole != reference.get("context", {}).get("period", {}):
        found.append(("altered", "document", {"period": (str(whole), str(reference.get("context", {}).get("period")))}))
    name = [
        "".join(header.values.get(f"ClinicalDocument/author/assignedAuthor/assignedPerson/name/{one}/text", [])[:1])
        for one in ("family", "given")]
    said = str([bundle.resolve(reference, one) or one for one in reference.get("author", [])])
    if any(one and one not in said for one in name):
        found.append(("lost", "document", {"author": (" ".join(name), said)}))
    custodian = "ClinicalDocument/custodian/assignedCustodian/representedCustodianOrganization/name/text"
    keeper = "".join(header.values.get(custodian, []))
    kept = reference.get("custodian") or {}
    if keeper and keeper not in str(bundle.resolve(reference, kept) or kept) + str(kept):
        found.append(("lost", "document", {"custodian": (keeper, str(kept))}))
    return found
