"""What bundles say of examinations and meals."""
from bundle import identifiers, period, texts
from said import fact


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
        readings = tuple(sorted(reading for entry in one["component"] for reading in value(bundle, entry)))
        return [fact("exposure", order="".join(orders_of(one)), readings=readings)]
    reading = value(bundle, one)
    if not reading and one.get("hasMember"):
        return []
    sample = specimen_of(bundle, one)
    parts = {
        "item": bundle.concepts([one["code"]]), "value": reading, "status": one["status"], "range": ranges(bundle, one),
        "flags": tuple(sorted(flag(entry) for entry in one.get("interpretation", []))),
        "time": one.get("effectiveDateTime") or period(one.get("effectivePeriod"))["start"], "silent": "" if reading else "no value"}
    if kind == "OML-11":
        # Results of one sub-ID may share their item; the last part of the id tells them apart.
        told, own = next(iter(identifiers(one)), ""), own_part(one)
        parts.update(
            identifier=told.removesuffix(own), own="own" if told.endswith(own) else "", specimen=bundle.concepts([sample.get("type")]),
            collected=sample.get("collection", {}).get("collectedDateTime", ""))
    if kind in ("OMG-11", "OMG-12") and "partOf" in one:
        parts["order"] = "".join(orders_of(one))
    if kind == "vital-signs":
        parts.update(identifier=next(iter(identifiers(one)), ""), sign=sign(one))
    if kind in ("OML-11", "OMG-13"):
        name = f"Observation/{one['id']}"
        reports = [r for r in bundle.all("DiagnosticReport") if name in members(bundle, r)]
        parts["panel"] = tuple(panel_of(bundle, r) for r in reports)
    return [fact("observation", **parts)]


def own_part(one):
    """What ends an identifier that nothing in the message makes unique: the last part of the id."""
    return "_" + one["id"].rpartition(".")[2]


def orders_of(one):
    """Numbers of the orders that something was done for."""
    return [entry["identifier"]["value"].partition(".")[2] for entry in one.get("basedOn", [])]


def sign(one):
    """The kind of a vital sign, in JP Core's list of them."""
    return "".join(
        coding["code"] for entry in one.get("category", []) for coding in entry.get("coding", [])
        if coding.get("system", "").endswith("VitalSignsCategory_CS"))


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
    collection, place = one.get("collection", {}), "採取部位 "
    taken = tuple(note.removeprefix(place) for note in texts(one.get("note")) if note.startswith(place))
    return [fact(
        "specimen", type=bundle.concepts([one.get("type")]), identifier=next(iter(identifiers(one)), ""),
        site=bundle.concepts([collection.get("bodySite")]), taken=taken, collected=collection.get("collectedDateTime", ""))]


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
    return [fact(
        "study", accession=accession.partition(".")[2], uid=uid, modality=modality, started=one.get("started"),
        orders=tuple(orders_of(one)), codes=tuple(map(bundle.concept, one.get("procedureCode", []))),
        doctor=tuple(filter(None, [bundle.person(one, one.get("referrer"))])))]


def procedure(kind, bundle, one):
    whole = period(one.get("performedPeriod"))
    whole["start"] = whole["start"] or one.get("performedDateTime", "")
    people = [
        f"{bundle.person(one, entry.get('actor'))} {bundle.concept(entry.get('function'))}".strip()
        for entry in one.get("performer", [])]
    return [fact(
        "procedure", order="".join(orders_of(one)), code=bundle.concepts([one.get("code")]), performer=tuple(people),
        used=bundle.concepts(one.get("usedCode")), status=one["status"],
        amounts=tuple(sorted(text for text in texts(one.get("note")) if text.startswith(("使用 ", "回数 ")))), **whole)]


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
