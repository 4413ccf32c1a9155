"""Does the independent validator accept what is sent?

    Tests/FHIRConformance/validate-generated [--sample N] [--jp-core RELEASE] [--count 20000] [--files DIR]... [--binary FILE]
    Tests/FHIRConformance/validate-generated --self-test

Converts every file of the public samples (with the identity check off), of SampleStorage and of a generated storage, and has
`fhir-validate` of the shared tools check each bundle: invariants included, and a JP Core profile on every resource of a type that
JP Core profiles. For release 1.1.2 no error is allowed; for 1.2.0, whose compiled package nobody publishes, the bundles are held
against the URL form of 1.1.2, and the only errors allowed are those of differences-1.2.0.txt.

Prints each kind of error once with its number and a place; exit code 3 when there is one, or when a file was refused without a good
reason. --sample N takes N files, of every kind as evenly as there are. Two processes.
"""
import argparse
import collections
import concurrent.futures
import importlib.machinery
import importlib.util
import itertools
import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path

import conversions
import refusals
from round_trip import kind_of

HERE = Path(__file__).resolve().parent
Counts = collections.Counter


def tool():
    """The shared validator as a module; it is a script without an ending."""
    path = conversions.SHARED / "tools" / "fhir-validate"
    if not path.is_file():
        sys.exit(f"no fhir-validate in {path.parent} (set SSMIX2_SHARED)")
    sys.dont_write_bytecode = True
    loader = importlib.machinery.SourceFileLoader("fhir_validate", str(path))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("fhir_validate", loader))
    sys.modules["fhir_validate"] = module
    loader.exec_module(module)
    if module.fhirpathpy is None:
        sys.exit("fhirpathpy is not installed: without it no invariant is checked")
    return module


class Judge:
    """The validator with the packages of a release."""

    def __init__(self, release):
        module, folder = tool(), conversions.SHARED / "reference" / "jp-core"
        archives = sorted(folder.glob("*.tgz"), key=lambda one: ("fallback" in one.name, one.name))
        if release == "1.2.0":
            archives.insert(0, folder / "url-form" / "jp-core.r4-1.1.2-url.tgz")
        definitions = module.Definitions(archives)
        self.parse, self.validator = module.parse, remembering(module)(definitions, True, "error")
        self.profiled = {
            definitions.get(url)["type"] for url in definitions.raw
            if url.startswith("http://jpfhir.jp/fhir/core/StructureDefinition/") and definitions.get(url).get("kind") == "resource"}

    def errors(self, text):
        """[(place, message)] of a bundle; places without their numbers, so that like errors count together."""
        bundle = self.parse(text)
        found = [(path, message) for path, severity, message in self.validator.validate(bundle) if severity == "error"]
        for index, entry in enumerate(bundle["entry"]):
            resource = entry.get("resource", {})
            profiles = resource.get("meta", {}).get("profile", [])
            if resource.get("resourceType") in self.profiled and not any(one.startswith("http://jpfhir.jp/") for one in profiles):
                found.append((f"Bundle.entry[{index}].resource.meta.profile", "names no profile of JP Core"))
        return [(self.place(bundle, path), message) for path, message in found]

    @staticmethod
    def place(bundle, path):
        entry = re.match(r"Bundle\.entry\[(\d+)\]\.resource", path)
        if entry:
            resource = bundle["entry"][int(entry.group(1))].get("resource", {})
            path = resource.get("resourceType", "?") + path[entry.end():]
        return re.sub(r"\[\d+\]", "", path)


def remembering(module):
    """The tool's validator, which keeps the verdict of an invariant about a value that it has seen before.

    Only of invariants that look at nothing but the value: names, references and codes come back thousands of times.
    """
    class Remembering(module.Validator):
        def __init__(self, *arguments):
            super().__init__(*arguments)
            self.verdicts = {}

        def evaluate(self, rule, node, value, ctx):
            if "%" in rule["expression"] or "resolve" in rule["expression"] or "resourceType" in value:
                return super().evaluate(rule, node, value, ctx)
            key = (node.path, rule["expression"], json.dumps(value, default=str))
            if key not in self.verdicts:
                if len(self.verdicts) > 200_000:
                    self.verdicts.clear()
                self.verdicts[key] = super().evaluate(rule, node, value, ctx)
            return self.verdicts[key]
    return Remembering


def judge_part(binary, paths, release, known):
    """Counts, {(place, message): [number, path]} and refusals of some files."""
    judge, counts, found, refused = Judge(release), Counts(), {}, []
    known = [re.compile(one) for one in known]
    samples = [path for path in paths if path.startswith(str(conversions.SHARED))]
    others = [path for path in paths if not path.startswith(str(conversions.SHARED))]
    options = ["--jp-core", release]
    for path, text, refusal in itertools.chain(
            conversions.convert(binary, others, options), conversions.convert(binary, samples, ["--no-identity-check", *options])):
        counts["files"] += 1
        if refusal is not None:
            counts["refused"] += 1
            if not refusals.legitimate(path, kind_of(path), refusal):
                refused.append((path, refusal))
            continue
        counts["bundles"] += 1
        counts[f"kind {kind_of(path) or 'document'}"] += 1
        counts["resources"] += text.count(b'"request":{"method":"PUT"')
        for place, message in judge.errors(text.decode()):
            line = f"{place}: {message}"
            if any(one.fullmatch(line) for one in known):
                counts["known differences"] += 1
            else:
                found.setdefault((place, message), [0, path])[0] += 1
    return counts, found, refused


def sampled(paths, number):
    """So many of the paths, of every kind and condition flag as evenly as there are."""
    kinds = {}
    for path in paths:
        flag = (Path(path).name if kind_of(path) not in (None, "vital-signs") else Path(path).parent.name)[-1]
        kinds.setdefault((kind_of(path) or Path(path).suffix, flag), []).append(path)
    chosen = []
    while len(chosen) < number and any(kinds.values()):
        for one in kinds.values():
            if one and len(chosen) < number:
                chosen.append(one.pop(0))
    return chosen


def known_differences(release):
    """Regular expressions of `place: message`, one a line."""
    if release == "1.1.2":
        return []
    lines = (HERE / f"differences-{release}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]


def self_test(binary):
    """Whether bundles that are wrong in the text of a code, a date or a profile are refused."""
    judge, missed = Judge("1.1.2"), []
    paths = [path for path in conversions.records(conversions.REPOSITORY / "SampleStorage") if kind_of(path) == "OMP-01"]
    path, text, _ = next(one for one in conversions.convert(binary, paths) if one[1])
    for name, before, after in (
            ("a status that is none", b'"status":"active"', b'"status":"happy"'),
            ("a date that is none", b'"authoredOn":"20', b'"authoredOn":"20x'),
            ("a time without its zone", b'+09:00"', b'"'),
            ("a profile that nobody knows", b"JP_MedicationRequest\"", b"JP_Something\""),
            ("no profile", b'"meta":{', b'"mata":{'),
            ("an Rp number that is missing", b"1.2.392.100495.20.3.81", b"1.2.392.100495.20.3.99")):
        if before not in text:
            missed.append(f"{name}: nothing to change in {path}")
        elif not judge.errors(text.replace(before, after, 1 if "profile" not in name else -1).decode()):
            missed.append(f"{name} was not found")
    return missed


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", metavar="DIR", action="append", help="only the files of this folder")
    parser.add_argument("--count", type=int, default=20_000, help="files of the generated storage")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--sample", type=int, metavar="N", help="only so many files")
    parser.add_argument("--jp-core", choices=("1.1.2", "1.2.0"), default="1.1.2")
    parser.add_argument("--binary", default=conversions.BINARY)
    parser.add_argument("--self-test", action="store_true", help="see that wrong bundles are refused")
    arguments = parser.parse_args()
    if arguments.self_test:
        missed = self_test(arguments.binary)
        print("\n".join(missed) or "every wrong bundle was refused")
        return 3 if missed else 0
    with tempfile.TemporaryDirectory(prefix="validate-generated-") as generated:
        folders = arguments.files
        if not folders:
            count = min(arguments.count, arguments.sample * 20) if arguments.sample else arguments.count
            conversions.generate(arguments.binary, os.path.join(generated, "hospital"), count, arguments.seed)
            folders = [conversions.SHARED / "samples", conversions.REPOSITORY / "SampleStorage", os.path.join(generated, "hospital")]
        paths = [path for folder in folders for path in conversions.records(folder)]
        if arguments.sample:
            paths = sampled(paths, arguments.sample)
        return judge_all(arguments.binary, paths, arguments.jp_core)


def judge_all(binary, paths, release):
    begin, counts, found, refused = time.monotonic(), Counts(), {}, []
    halves = [half for half in (paths[::2], paths[1::2]) if half]
    with concurrent.futures.ProcessPoolExecutor(max_workers=2) as pool:
        known = known_differences(release)
        for part, errors, more in pool.map(judge_part, [binary] * 2, halves, [release] * 2, [known] * 2):
            counts += part
            refused += more
            for key, (number, path) in errors.items():
                found.setdefault(key, [0, path])[0] += number
    print(f"JP Core {release}")
    for name in ("files", "bundles", "resources", "refused", "known differences"):
        print(f"{name:<18} {counts[name]:>10,}")
    kinds = sorted((name[5:], number) for name, number in counts.items() if name.startswith("kind "))
    print(f"{'kinds':<18} {len(kinds):>10,}  " + " ".join(f"{name}:{number}" for name, number in kinds))
    print(f"{'errors':<18} {sum(number for number, _ in found.values()):>10,}")
    print(f"{'seconds':<18} {time.monotonic() - begin:>10.1f}")
    for (place, message), (number, path) in sorted(found.items(), key=lambda one: -one[1][0])[:100]:
        print(f"{number:>6,} {place}: {message}\n       {path}")
    for path, refusal in refused[:20]:
        print(f"refused without good reason: {path}: {refusal}")
    if not counts["bundles"]:
        print("nothing was validated", file=sys.stderr)
        return 1
    return 3 if found or refused else 0


if __name__ == "__main__":
    sys.exit(main())
