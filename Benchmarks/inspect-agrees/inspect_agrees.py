#!/usr/bin/env python3
"""Compares `ssmix2-gateway inspect --json`, field by field, with an independent decode-first splitter.

    Benchmarks/inspect-agrees/run [--files DIR]... [--count 100000] [--binary FILE]

Reads every file of the shared samples, of SampleStorage and of a generated storage, or only of the folders named by --files.
Prints counts and the place of the first difference of each differing file (never a value). Exit code 3 on a difference.
"""
import argparse
import concurrent.futures
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import splitter

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent.parent
SHARED = Path(os.environ.get("SSMIX2_SHARED") or REPOSITORY.parent / "shared")


def difference(expected, got):
    """The first place where two lists of segments differ."""
    for number, (mine, theirs) in enumerate(zip(expected, got), 1):
        if mine["name"] != theirs["name"]:
            return f"segment {number}: {mine['name']} and {theirs['name']}"
        for field, (one, other) in enumerate(zip(mine["fields"], theirs["fields"]), 1):
            if one != other:
                return f"segment {number}: {mine['name']}-{field}"
        if len(mine["fields"]) != len(theirs["fields"]):
            return f"segment {number}: {len(mine['fields'])} and {len(theirs['fields'])} fields of {mine['name']}"
    return f"{len(expected)} and {len(got)} segments"


def compare(path, got, counts):
    """None when both read the same, else where they do not."""
    data = path.read_bytes()
    counts["files"] += 1
    counts["bytes"] += len(data)
    refused = not got["segments"] and any(finding["severity"] == "error" for finding in got["findings"])
    try:
        expected = splitter.split(data)
    except splitter.NotAMessage as reason:
        counts["refused by both"] += refused
        return None if refused else f"the splitter refuses it: {reason}"
    if refused:
        return f"inspect refuses it: {got['findings'][0]['code']}"
    counts["messages"] += 1
    counts["segments"] += len(expected)
    counts["fields"] += sum(len(segment["fields"]) for segment in expected)
    return None if expected == got["segments"] else difference(expected, got["segments"])


def compare_part(binary, paths):
    """Runs one inspection over a list of files and compares each object as it comes."""
    counts, differences = Counter(), []
    with tempfile.NamedTemporaryFile("wb") as listing:
        listing.write(b"".join(os.fsencode(path) + b"\n" for path in paths))
        listing.flush()
        process = subprocess.Popen(
            [binary, "inspect", "--json", "--files-from", listing.name], stdout=subprocess.PIPE)
        expected = iter(paths)
        for line in process.stdout:
            got = json.loads(line)
            path = next(expected, None)
            # A file that could not be read has no object: what comes next is another file.
            while path is not None and got["path"] != str(path):
                differences.append((str(path), "no object"))
                path = next(expected, None)
            if path is None:
                differences.append((got["path"], "an object nobody asked for"))
                break
            found = compare(path, got, counts)
            if found:
                differences.append((got["path"], found))
        differences += [(str(path), "no object") for path in expected]
        process.stdout.close()
        if process.wait() not in (0, 3):
            differences.append((binary, f"exit code {process.returncode}"))
    return counts, differences


def files_of(folder):
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (
            Path(parent, name) for name in sorted(names)
            if not name.startswith(".") and os.path.isfile(os.path.join(parent, name)))


def generate(binary, count, folder):
    """A storage of about `count` files by the gateway's own generator."""
    subprocess.run(
        [binary, "generate", folder, "--files", str(count), "--seed", "3"], check=True, stdout=subprocess.DEVNULL)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--files", metavar="DIR", action="append", help="compare only the files of this folder")
    parser.add_argument("--count", type=int, default=100_000, help="files of the generated storage")
    parser.add_argument("--binary", default=str(REPOSITORY / ".build/release/ssmix2-gateway"))
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="inspect-agrees-") as generated:
        folders = arguments.files
        if not folders:
            generate(arguments.binary, arguments.count, os.path.join(generated, "hospital"))
            folders = [SHARED / "samples", REPOSITORY / "SampleStorage", generated]
        paths = [path for folder in folders for path in files_of(folder)]
        begin = time.monotonic()
        counts, differences = Counter(), []
        halves = [half for half in (paths[::2], paths[1::2]) if half]
        with concurrent.futures.ProcessPoolExecutor(max_workers=2) as pool:
            for part, found in pool.map(compare_part, [arguments.binary] * len(halves), halves):
                counts += part
                differences += found
        seconds = time.monotonic() - begin
    for folder in folders:
        print(f"folder           {folder if folder != generated else 'generated'}")
    for name in ("files", "bytes", "messages", "refused by both", "segments", "fields"):
        print(f"{name:<16} {counts[name]:>12,}")
    print(f"{'differing':<16} {len(differences):>12,}")
    print(f"{'seconds':<16} {seconds:>12.1f}")
    for path, place in sorted(differences)[:100]:
        print(f"{path}: {place}")
    if not counts["files"]:
        print("nothing was compared", file=sys.stderr)
        return 1
    return 3 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
