"""Delivers SampleStorage to a FHIR server that others wrote, and asks that server what it has.

    Tests/FHIRConformance/third-party-server [--binary FILE] [--keep] [--self-test]

The server is `sekmet-fhir` of PyPI, with its strict checks on. The real daemon delivers; then the server must hold exactly the
resources that `convert` shows for the delivered records, each equal to it, and answer JAMI's polling query with the headers of the
prescriptions, oldest first. Then a prescription loses a drug and another one is deleted, as an SS-MIX2 module writes it; the server
must follow. Everything stays on loopback and below one temporary folder. Exit code 0 when all is as it must be.
"""
import argparse
import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import conversions

LIMIT = 180
# An Encounter is one stay, made of all the messages of a patient; one file alone shows another state of it.
JOINED = {"Encounter"}


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """The FHIR server, as its clients see it."""

    def __init__(self, base):
        self.base = base

    def get(self, path, **parameters):
        """(status, resource) of a read or a search."""
        query = "?" + urllib.parse.urlencode(parameters) if parameters else ""
        request = urllib.request.Request(f"{self.base}/{path}{query}", headers={"Accept": "application/fhir+json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as refusal:
            return refusal.code, None

    def change(self, method, path, resource=None):
        """A write past the gateway, for the self-test."""
        request = urllib.request.Request(
            f"{self.base}/{path}", method=method, data=json.dumps(resource).encode() if resource else None,
            headers={"Content-Type": "application/fhir+json"})
        urllib.request.urlopen(request, timeout=30).close()

    def search(self, kind, **parameters):
        """All matches of a search, page by page, in the server's order."""
        found, offset = [], 0
        while True:
            status, page = self.get(kind, _count=100, _offset=offset, **parameters)
            if status != 200:
                raise SystemExit(f"{kind}: the server answers {status}")
            matches = [one["resource"] for one in page.get("entry", []) if one.get("search", {}).get("mode", "match") == "match"]
            found += matches
            if len(found) >= page["total"] or not matches:
                return found
            offset += len(matches)

    def poll(self, since):
        """JAMI's question: the prescriptions since then."""
        return self.search("MessageHeader", event="O11", _lastUpdated=f"gt{since}", _sort="_lastUpdated")


def configuration(place, server):
    return f"""
facility:
  name: 登呂市民病院
  code: "2212345678"
storage:
  - {{name: standard, type: standard, root: {place}/storage/standard, watch: auto, rescan: 5s, settle: 500ms}}
  - {{name: extended, type: extended, root: {place}/storage/extended, watch: auto, rescan: 5s, settle: 500ms}}
identity:
  region-oid: 1.2.392.200250.99.7
  source: csv
  csv: {place}/storage/patients.csv
consent: {{default: deny, csv: {place}/storage/consents.csv, on-withdraw: retract}}
scope: {{kinds: [all], since: 2015-01-01}}
destinations:
  - name: region
    format: fhir
    jp-core: "1.1.2"
    url: {server}
    compression: none
state: {{path: {place}/state}}
admin: {{socket: {place}/control.sock, listen: "off"}}
log: {{level: info, format: text}}
"""


class Hospital:
    """The daemon and its storage."""

    def __init__(self, binary, place):
        self.binary, self.place = binary, place
        self.config = str(place / "config.yaml")

    def ask(self, *arguments):
        done = subprocess.run([self.binary, *arguments, "--json", "--config", self.config], capture_output=True, text=True)
        return json.loads(done.stdout) if done.stdout.strip().startswith("{") else {}

    def balance(self):
        """The balance of the only destination, once both storages were scanned."""
        status = self.ask("status")
        scanned = [one for one in status.get("storages", []) if one.get("lastScan")]
        return status["destinations"][0]["balance"] if len(scanned) == 2 else {}

    def settled(self):
        """Waits until everything found has an outcome, twice in a row."""
        quiet, deadline = 0, time.monotonic() + LIMIT
        while time.monotonic() < deadline:
            balance = self.balance()
            quiet = quiet + 1 if balance.get("seen") and not balance.get("waiting") else 0
            if quiet == 3:
                return balance
            time.sleep(1)
        raise SystemExit(f"not done after {LIMIT} s: {self.balance()}")

    def expected(self):
        """Paths of the records that must be delivered, by expected.tsv of SampleStorage."""
        lines = (self.place / "storage" / "expected.tsv").read_text(encoding="utf-8").splitlines()
        rows = [dict(zip(lines[0].split("\t"), line.split("\t"))) for line in lines[1:]]
        found = []
        for row in rows:
            if row["outcome"] != "delivered":
                continue
            path = self.place / "storage" / row["storage"] / row["path"]
            found += sorted(map(str, path.glob("main_document.*"))) if path.is_dir() else [str(path)]
        return found


def converted(hospital, paths):
    """{reference: resource} and {path: references} of what convert shows."""
    resources, made = {}, {}
    for path, text, refusal in conversions.convert(hospital.binary, paths, ["--config", hospital.config]):
        if refusal is not None:
            # Cancellations join others into a stay; alone they show nothing.
            continue
        for entry in json.loads(text)["entry"]:
            resource = entry["resource"]
            reference = f"{resource['resourceType']}/{resource['id']}"
            # The Patient of a record that is not ADT-00 holds its identifiers only.
            if resource["resourceType"] != "Patient" or "name" in resource or reference not in resources:
                resources[reference] = resource
            made.setdefault(path, []).append(reference)
    return resources, made


def plain(resource):
    """Without what a server adds."""
    copy = json.loads(json.dumps(resource))
    for name in ("lastUpdated", "versionId", "source"):
        copy.get("meta", {}).pop(name, None)
    if not copy.get("meta", True):
        copy.pop("meta")
    return copy


def check_all(server, hospital):
    """Everything arrived, unaltered, and nothing else."""
    wanted, made = converted(hospital, hospital.expected())
    problems, kinds = [], sorted({reference.split("/")[0] for reference in wanted})
    counts = {}
    for kind in kinds:
        held = {f"{kind}/{one['id']}": one for one in server.search(kind)}
        counts[kind] = len(held)
        for reference, resource in wanted.items():
            if reference.startswith(kind + "/") and kind not in JOINED:
                if reference not in held:
                    problems.append(f"{reference} did not arrive")
                elif plain(held[reference]) != plain(resource):
                    problems.append(f"{reference} arrived altered")
        problems += [f"{reference}: nobody should have sent it" for reference in held if reference not in wanted]
    if not counts.get("MedicationRequest") or not counts.get("Observation"):
        problems.append("the storage holds no prescription or no result: nothing was checked")
    print("resources on the server: " + ", ".join(f"{kind} {number}" for kind, number in counts.items()))
    return problems, made


def prescriptions(made):
    """{path: references} of prescriptions and injections, whose headers bear O11."""
    return {path: references for path, references in made.items() if Path(path).parent.name in ("OMP-01", "OMP-02")}


def header(references):
    return next(one for one in references if one.startswith("MessageHeader/"))


def check_the_check(server, hospital, made):
    """Whether a resource that is altered, one that is missing and one too many are all found."""
    observations = [one for references in made.values() for one in references if one.startswith("Observation/")]
    altered, missing = observations[0], next(one for one in made[max(made)] if one.startswith("Provenance/"))
    _, resource = server.get(altered)
    server.change("PUT", altered, {**resource, "status": "amended"})
    server.change("DELETE", missing)
    server.change("PUT", "Observation/stranger", {**resource, "id": "stranger"})
    found, _ = check_all(server, hospital)
    wanted = {f"{altered} arrived altered", f"{missing} did not arrive", "Observation/stranger: nobody should have sent it"}
    return [f"not found: {one}" for one in sorted(wanted - set(found))]


def check_poll(server, made, since):
    """The polling query returns every prescription, oldest first, and what each points to is there."""
    found, problems = server.poll(since), []
    wanted = sorted(header(references) for references in prescriptions(made).values())
    if sorted(f"MessageHeader/{one['id']}" for one in found) != wanted:
        problems.append(f"the polling query returns {len(found)} headers, {len(wanted)} prescriptions were sent")
    times = [one["meta"]["lastUpdated"] for one in found]
    if times != sorted(times):
        problems.append("the polling query's answer is out of order")
    for one in found:
        for focus in one.get("focus", []):
            if server.get(focus["reference"])[0] != 200:
                problems.append(f"{focus['reference']}, which a header points to, is not there")
    print(f"MessageHeader?event=O11&_lastUpdated=gt{since}&_sort=_lastUpdated: {len(found)} headers")
    return problems, times[-1] if times else since


def await_true(condition, what):
    deadline = time.monotonic() + LIMIT
    while not condition():
        if time.monotonic() > deadline:
            return [f"{what}: not within {LIMIT} s"]
        time.sleep(0.5)
    return []


def later(name, flag):
    """A file's name with a later time and another flag."""
    pieces = name.split("_")
    return "_".join([*pieces[:4], str(int(pieces[4]) + 100_000_000).ljust(17, "0")[:17], pieces[5], flag])


def correct(server, hospital, made, since):
    """A prescription loses its last drug: the old file becomes _2, a new _1 comes."""
    path = next(
        one for one, references in sorted(prescriptions(made).items())
        if one.endswith("_1") and sum(reference.startswith("MedicationRequest/") for reference in references) > 1)
    old = Path(path)
    content = old.read_bytes()
    drugs = [reference for reference in made[path] if reference.startswith("MedicationRequest/")]
    new = old.with_name(later(old.name, "1"))
    old.rename(old.with_name(old.name[:-1] + "2"))
    new.write_bytes(content[:content.rindex(b"\rORC|") + 1])
    _, remade = converted(hospital, [str(new)])
    kept = [reference for reference in remade[str(new)] if reference.startswith("MedicationRequest/")]
    gone = sorted(set(drugs) - set(kept))
    problems = await_true(
        lambda: all(server.get(one)[0] in (404, 410) for one in gone), f"{len(gone)} drug of a corrected prescription went")
    problems += [f"{one} went with it" for one in kept if server.get(one)[0] != 200]
    if len(gone) != 1 or len(kept) != len(drugs) - 1:
        problems.append(f"of {len(drugs)} drugs {len(kept)} stay and {len(gone)} go")
    hospital.settled()
    polled = [f"MessageHeader/{one['id']}" for one in server.poll(since)]
    if polled != [header(remade[str(new)])]:
        problems.append(f"the polling query returns {polled} after the correction")
    print(f"correction: {len(kept)} drugs stay, {len(gone)} goes, the polling query returns {len(polled)} header")
    return problems, {str(new): remade[str(new)]}


def delete(server, hospital, made):
    """An order is deleted: all its files become _0, and a new _0 says so."""
    (path, references), = made.items()
    old, content = Path(path), Path(path).read_bytes()
    for one in old.parent.glob("_".join(old.name.split("_")[:4]) + "_*"):
        one.rename(one.with_name(one.name[:-1] + "0"))
    old.with_name(later(old.name, "0")).write_bytes(content.replace(b"\rORC|NW|", b"\rORC|CA|"))
    owned = [one for one in references if not one.startswith(("Patient/", "MessageHeader/"))]
    problems = await_true(lambda: all(server.get(one)[0] in (404, 410) for one in owned), "what a deleted order made went")
    patient = next(one for one in references if one.startswith("Patient/"))
    if server.get(patient)[0] != 200:
        problems.append("the patient went with a deleted order")
    hospital.settled()
    print(f"deletion: {len(owned)} resources went, the patient stays")
    return problems


@contextlib.contextmanager
def running(arguments, log, **environment):
    with open(log, "wb") as out:
        process = subprocess.Popen(arguments, stdout=out, stderr=subprocess.STDOUT, env={**os.environ, **environment})
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        if process.poll() is None:
            process.kill()


def play(binary, place, tests_itself):
    port = free_port()
    base = f"http://127.0.0.1:{port}/fhir"
    shutil.copytree(conversions.REPOSITORY / "SampleStorage", place / "storage")
    (place / "state").mkdir(mode=0o700)
    # The simulator would answer orders with results of its own.
    (place / "settings.yaml").write_text(
        f"base_url: {base}\nhost: 127.0.0.1\nport: {port}\ndata_dir: {place}/data\nsimulator: {{enabled: false}}\n"
        "validation: {inbound: strict}\n")
    (place / "config.yaml").write_text(configuration(place, base), encoding="utf-8")
    server, hospital = Server(base), Hospital(binary, place)
    sekmet = str(Path(sys.executable).with_name("sekmet"))
    with running([sekmet, "serve", "--config", str(place / "settings.yaml")], place / "server.log"):
        begin = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - 1))
        started = await_true(lambda: answers(server), "the server started")
        if started:
            return started
        with running([binary, "run", "--config", str(place / "config.yaml")], place / "gateway.log"):
            balance = hospital.settled()
            print("balance: " + ", ".join(f"{key} {value}" for key, value in balance.items()))
            problems, made = check_all(server, hospital)
            if tests_itself:
                return problems + check_the_check(server, hospital, made)
            more, last = check_poll(server, made, begin)
            problems += more
            more, corrected = correct(server, hospital, made, last)
            problems += more
            problems += delete(server, hospital, corrected)
    return problems


def answers(server):
    try:
        return server.get("metadata")[0] == 200
    except (urllib.error.URLError, OSError):
        return False


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=conversions.BINARY)
    parser.add_argument("--keep", action="store_true", help="keep the folder with logs, configuration and the server's data")
    parser.add_argument("--self-test", action="store_true", help="spoil the server's data and see that it is found")
    arguments = parser.parse_args()
    if not os.access(arguments.binary, os.X_OK):
        sys.exit(f"no program {arguments.binary}: build it (swift build -c release) or name it with --binary")
    place = Path(tempfile.mkdtemp(prefix="third-party-"))
    try:
        problems = play(os.path.abspath(arguments.binary), place, arguments.self_test)
    finally:
        if arguments.keep:
            print(f"kept: {place}")
        else:
            shutil.rmtree(place, ignore_errors=True)
    for one in problems[:50]:
        print(one)
    print(f"{len(problems)} problems" if problems else "the server holds what it must")
    return 3 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
