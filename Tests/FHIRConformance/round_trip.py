#!/usr/bin/env python3
"""Is every fact of every message in its bundle, unaltered, and nothing else?

    Tests/FHIRConformance/round-trip [--files DIR]... [--count 20000] [--jp-core RELEASE] [--binary FILE] [--values]
    Tests/FHIRConformance/round-trip --self-test

Converts every file of the public samples, of SampleStorage and of a generated storage, or only of the folders named by --files;
reads the message with one reader and the bundle with another, and compares what they found. Every file is accounted for.
Prints counts and, for each difference, file, fact and parts (the values too with --values). Exit code 3 on a difference.
"""
import argparse
import collections
import concurrent.futures
import itertools
import json
import os
import sys
import tempfile
import time
from pathlib import Path

import bundle as bundles
import bundle_facts
import conversions
import documents
import message as messages
import message_facts
import origins
import refusals
from terms import Terms

Counts = collections.Counter


def kind_of(path):
    """Kind of a record by its folder; None for a document of the extended storage."""
    name = Path(path).parent.name
    if name in message_facts.READERS:
        return name
    return "vital-signs" if path.endswith(".hl7") else None


def patient_of(path):
    """Patient of a record by its file's name, or by its content folder's in the extended storage."""
    name = Path(path).name
    return (name if "_" in name and "." not in name else Path(path).parent.name).split("_")[0]


def differences(expected, got):
    """[(what, fact, parts)] of two lists of facts: lost, invented, or altered when two differ in some parts only."""
    lost = list((Counts(expected) - Counts(got)).elements())
    more = list((Counts(got) - Counts(expected)).elements())
    found = []
    while lost and more:
        pairs = [
            (len(set(one[1]) ^ set(other[1])), i, j) for i, one in enumerate(lost) for j, other in enumerate(more)
            if one[0] == other[0]]
        if not pairs:
            break
        _, i, j = min(pairs)
        one, other = dict(lost.pop(i)[1]), more.pop(j)
        theirs = dict(other[1])
        parts = {key: (one.get(key), theirs.get(key)) for key in sorted({*one, *theirs}) if one.get(key) != theirs.get(key)}
        found.append(("altered", other[0], parts))
    found += [("lost", name, {key: (value, None) for key, value in parts}) for name, parts in lost]
    found += [("invented", name, {key: (None, value) for key, value in parts}) for name, parts in more]
    return found


def compare(path, text, terms, counts):
    """Differences of one file that was converted."""
    data = Path(path).read_bytes()
    bundle = bundles.Bundle(text, terms)
    kind = kind_of(path)
    found = []
    if kind is None:
        counts["documents"] += 1
        return documents.differences(path, data, bundle) + origins.sources(path, data, bundle)
    try:
        message = messages.Message(data, terms.release)
    except messages.NotAMessage as reason:
        return [("invented", "bundle", {"of a file that is no message": (str(reason), None)})]
    expected, got = message_facts.facts(kind, message, patient_of(path)), bundle_facts.facts(kind, bundle)
    counts["messages"] += 1
    counts["facts"] += len(expected)
    counts["values"] += sum(len(parts) for _, parts in expected)
    found += differences(expected, got)
    found += origins.strangers(path, data, message, bundle)
    return found


def compare_part(binary, paths, release):
    terms, counts, found, reasons = Terms(release), Counts(), [], Counts()
    # The public samples hold other patients' messages in one folder.
    others = [path for path in paths if not path.startswith(str(conversions.SHARED))]
    samples = [path for path in paths if path.startswith(str(conversions.SHARED))]
    release_option = ["--jp-core", release]
    for path, text, refusal in itertools.chain(
            conversions.convert(binary, others, release_option),
            conversions.convert(binary, samples, ["--no-identity-check", *release_option])):
        counts["files"] += 1
        if refusal is None:
            counts["converted"] += 1
            found += [(path, *one) for one in compare(path, text, terms, counts)]
            continue
        legitimate = refusals.legitimate(path, kind_of(path), refusal)
        counts["refused"] += 1
        reasons[legitimate or refusal] += 1
        if not legitimate:
            found.append((path, "refused", refusal, {}))
    return counts, found, reasons


def judge(binary, paths, release):
    counts, found, reasons = Counts(), [], Counts()
    halves = [half for half in (paths[::2], paths[1::2]) if half]
    with concurrent.futures.ProcessPoolExecutor(max_workers=2) as pool:
        for part, differing, why in pool.map(compare_part, [binary] * 2, halves, [release] * 2):
            counts += part
            found += differing
            reasons += why
    return counts, found, reasons


ALTERED = ("OMP-01", "OML-11", "PPR-01", "OMP-12", "OMG-11", "OMG-12", "ADT-00", "vital-signs")


def self_test(binary):
    """Alters a bundle in each way that must be seen; the names of the changes that were not."""
    terms, missed = Terms("1.1.2"), []
    paths = conversions.records(conversions.REPOSITORY / "SampleStorage")
    for path, text, refusal in conversions.convert(binary, paths):
        if refusal is None and kind_of(path) in ALTERED:
            if compare(path, text, terms, Counts()):
                missed.append(f"{path}: differs unaltered")
                continue
            for name, altered in alterations(json.loads(text)):
                if not compare(path, json.dumps(altered), terms, Counts()):
                    missed.append(f"{path}: {name}")
    return missed


def alterations(bundle):
    """Copies of a bundle with one thing wrong each."""
    clinical = (
        "MedicationRequest", "Observation", "Condition", "MedicationAdministration", "Procedure", "ImagingStudy", "Coverage")
    altered = set()
    for index, entry in enumerate(bundle["entry"]):
        kind = entry["resource"]["resourceType"]
        if kind not in clinical or kind in altered:
            continue
        altered.add(kind)
        yield "a resource is missing", {**bundle, "entry": bundle["entry"][:index] + bundle["entry"][index + 1:]}
        yield "a resource is there twice", {**bundle, "entry": bundle["entry"] + [entry]}
        changes = {
            "a number": number_changed, "a code": code_changed, "a date": date_changed, "an identifier": identifier_changed,
            "an order": order_changed, "a method": method_changed, "a category": category_changed}
        for name, change in changes.items():
            copy = json.loads(json.dumps(bundle))
            if change(copy["entry"][index]["resource"]):
                yield f"{name} of {kind} is another", copy


def number_changed(value):
    if isinstance(value, dict):
        if isinstance(value.get("value"), (int, float)):
            value["value"] += 1
            return True
        return any(number_changed(inner) for inner in value.values())
    return isinstance(value, list) and any(number_changed(inner) for inner in value)


def code_changed(resource):
    coding = resource.get("code", resource.get("medicationCodeableConcept", {})).get("coding")
    if coding:
        coding[0]["code"] += "0"
    return bool(coding)


def date_changed(resource):
    for key in ("authoredOn", "effectiveDateTime", "onsetDateTime", "performedDateTime", "started"):
        if key in resource:
            resource[key] = "2001" + resource[key][4:]
            return True
    return False


def identifier_changed(resource):
    for one in resource.get("identifier", [])[-1:]:
        one["value"] += "0"
    return bool(resource.get("identifier"))


def order_changed(resource):
    # An observation of the order as a whole says nothing of its own about it.
    told = resource.get("basedOn", []) if "partOf" in resource or resource["resourceType"] in ("Procedure", "ImagingStudy") else []
    for one in told[-1:]:
        one["identifier"]["value"] += "0"
    return bool(told)


def method_changed(resource):
    codings = [one for each in resource.get("dosageInstruction", []) for one in each.get("method", {}).get("coding", [])]
    for one in codings[:1]:
        one["code"] = "3A"
    return bool(codings)


def category_changed(resource):
    """Of a coverage the kind of insurance, of a vital sign its second category."""
    told = {"Coverage": [resource.get("type", {})], "Observation": resource.get("category", [])}.get(resource["resourceType"], [])
    for one in [coding for concept in told for coding in concept.get("coding", [])]:
        if one["code"] in ("PUBLICPOL", "blood-pressure"):
            one["code"] = {"PUBLICPOL": "AUTOPOL"}.get(one["code"], "temperature")
            return True
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", metavar="DIR", action="append", help="compare only the files of this folder")
    parser.add_argument("--count", type=int, default=20_000, help="files of the generated storage")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--jp-core", choices=("1.1.2", "1.2.0"), default="1.1.2")
    parser.add_argument("--binary", default=conversions.BINARY)
    parser.add_argument("--values", action="store_true", help="print values (the samples' and the generator's people do not exist)")
    parser.add_argument("--limit", type=int, default=100, help="differences to print")
    parser.add_argument("--self-test", action="store_true", help="alter bundles and see that it is found")
    arguments = parser.parse_args()
    if arguments.self_test:
        missed = self_test(arguments.binary)
        print("\n".join(missed) or "every alteration was found")
        return 3 if missed else 0
    with tempfile.TemporaryDirectory(prefix="round-trip-") as generated:
        folders = arguments.files
        if not folders:
            conversions.generate(arguments.binary, os.path.join(generated, "hospital"), arguments.count, arguments.seed)
            folders = [conversions.SHARED / "samples", conversions.REPOSITORY / "SampleStorage", os.path.join(generated, "hospital")]
        paths = [path for folder in folders for path in conversions.records(folder)]
        begin = time.monotonic()
        counts, found, reasons = judge(arguments.binary, paths, arguments.jp_core)
        report(counts, found, reasons, arguments, time.monotonic() - begin)
    if not counts["converted"]:
        print("nothing was compared", file=sys.stderr)
        return 1
    return 3 if found else 0


def report(counts, found, reasons, arguments, seconds):
    for name in ("files", "converted", "refused", "messages", "documents", "facts", "values"):
        print(f"{name:<12} {counts[name]:>10,}")
    for name in ("lost", "altered", "invented", "refused", "stranger"):
        print(f"{name:<12} {sum(one[1] == name for one in found):>10,}" if name != "refused" else
              f"{'unjustified':<12} {sum(one[1] == name for one in found):>10,}")
    print(f"{'seconds':<12} {seconds:>10.1f}")
    for reason, number in reasons.most_common():
        print(f"refused {number:>6,}: {reason}")
    for (kind, what, name, parts), number in Counts(
            (kind_of(path) or "document", what, name, ", ".join(parts)) for path, what, name, parts in found).most_common(60):
        print(f"{number:>6,} {kind}: {what} {name} ({parts})")
    for path, what, name, parts in found[:arguments.limit]:
        shown = "; ".join(f"{key}: {one!r} became {other!r}" for key, (one, other) in parts.items())
        print(f"{path}: {what} {name}: {shown if arguments.values else ', '.join(parts)}")


if __name__ == "__main__":
    sys.exit(main())
