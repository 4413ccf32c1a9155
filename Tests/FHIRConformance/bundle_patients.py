"""What bundles say of patients, their diagnoses and their stays."""
from bundle import extension, identifiers, period, texts
from said import fact


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
        "coverage", type=bundle.concepts([one.get("type")]), kind=insurance(one), insurer=insurers[0] if insurers else "",
        name=insurer.get("name") or one["payor"][0].get("display", ""), symbol=extension(one, "JP_Coverage_InsuredPersonSymbol"),
        number=extension(one, "JP_Coverage_InsuredPersonNumber"), subscriber=one.get("subscriberId", ""),
        turned=next((c["code"] for c in one.get("relationship", {}).get("coding", []) if "subscriber-rel" in c["system"]), ""),
        relationship=bundle.concepts([one.get("relationship")]), **period(one.get("period")))]


def insurance(one):
    """FHIR's own name of a kind of insurance, beside the hospital's."""
    codings = one.get("type", {}).get("coding", [])
    return "".join(coding["code"] for coding in codings if coding["system"].rpartition("/")[2] in ("v3-ActCode", "coverage-selfpay"))


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
    modifiers = [more["valueCodeableConcept"] for more in code.get("extension", []) if more["url"].rpartition("/")[2] in names]
    notes, places = texts(one.get("note")), ("接頭語: ", "接尾語: ")
    in_words = tuple(note.partition(": ")[2] for note in notes if note.startswith(places))
    return [fact(
        "diagnosis", codings=tuple(bundle.codings(code)), text=code.get("text", ""), identifier=next(iter(identifiers(one)), ""),
        edition=edition, classes=tuple(c.get("text", "") for c in one.get("category", [])), recorded=one.get("recordedDate"),
        ended=one.get("abatementDateTime"), onset=one.get("onsetDateTime"), doubt=status if status in ("provisional", "unconfirmed") else "",
        notes=tuple(note for note in notes if not note.startswith(places)), secrecy=next((c["code"] for c in one["meta"].get("security", [])), ""),
        over="over" if outcome in ("inactive", "resolved", "remission") else "",
        doctor=tuple(filter(None, [bundle.person(one, one.get("recorder"))])),
        modifiers=bundle.concepts(modifiers) + tuple(sorted(in_words)))]


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
