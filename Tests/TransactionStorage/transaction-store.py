#!/usr/bin/env python3
"""A module that dies while it writes a transaction storage, and a reader that dies while it follows it.

  transaction-store.py check READER FOLDER SEED FRAMING   runs both, kills both, compares; prints one line
  transaction-store.py write FOLDER SEED FRAMING          the writer alone, one life of it

The judge splits the finished files with a regular expression, so it shares nothing with the reader.
"""
import collections
import hashlib
import json
import os
import random
import re
import signal
import subprocess
import sys
import time

FRAME = b"\x00\n\x0b\r\x1a\x1c"
HEADER = re.compile(rb"#SSMIX,2\.00,\d*,\w{1,15},(\d{8}|-),.+,[\w.-]+,(INS|DEL),[\w-]*,\d{14,17}")
# after the header, after a segment, terminator of the last segment, MLLP, separator
FRAMINGS = {
    "cr": (b"\r", b"\r", True, False, b""),
    "lf": (b"\n", b"\n", True, False, b"\n"),
    "crlf": (b"\r\n", b"\r\n", True, False, b""),
    "blank": (b"\r\n", b"\r", False, False, b"\r\n\r\n"),
    "mllp": (b"\r\n", b"\r", True, True, b""),
    "mllp-same-line": (b"", b"\r", False, True, b"\r\n"),
}
RECORDS = 50


def record(number, chance, framing):
    """One record as bytes. Text in ISO-2022-JP, CP932 and UTF-8; markers where they must not split."""
    after_header, after_segment, terminated, mllp, separator = FRAMINGS[framing]
    deletion = chance.random() < 0.2
    kind = chance.choice([b"ADT-00", b"OMP-01", "^診療録,入院^^11506-3^経過記録^LN".encode()])
    time_text = b"20231231235959%03d" % (number % 1000)
    header = b"#SSMIX,2.00,2212345678,%010d,20231231,%s,%015d,%s,01,%s" % (
        1000 + number % 9, kind, number, b"DEL" if deletion else b"INS", time_text)
    if deletion and chance.random() < 0.5:
        return header + (after_header or b"\r\n") + separator
    text = chance.choice([
        b"\x1b$BF|K#SSMIX,\x1b(B", "日本ソ".encode("cp932"), "日本#SSMIX,2.00".encode(), b"ASCII #SSMIX,2.00"])
    segments = [
        b"MSH|^~\\&|HIS|||GW|20231231235959||ADT^A08^ADT_A01|%d|P|2.5" % number, b"EVN||20231231235959",
        b"PID|||%010d||" % (1000 + number % 9) + text, b"PV1||O"]
    segments += [b"OBX|%d|ST|x||" % i + text * chance.randint(0, 20) for i in range(chance.randint(0, 12))]
    message = after_segment.join(segments) + (after_segment if terminated else b"")
    return header + after_header + (b"\x0b" + message + b"\x1c\r" if mllp else message) + separator


def plan(seed, framing):
    """Files in order, each with its records: several a year, over a new year."""
    chance = random.Random(seed)
    numbers = iter(range(RECORDS))
    files = []
    while True:
        some = [n for _, n in zip(range(chance.randint(3, 12)), numbers)]
        if not some:
            break
        year = 2023 if some[0] < RECORDS // 2 else 2024
        name = "%d/TR_%d0101%09d_%05d.DAT" % (year, year, some[0], len(files) + 1)
        files.append((name, [record(n, chance, framing) for n in some]))
    # The last record is a whole message, so that a reader need not wait for what never comes.
    while not files[-1][1][-1].startswith(b"#SSMIX") or b"ADT-00" not in files[-1][1][-1] or \
            b",INS," not in files[-1][1][-1]:
        files[-1][1].append(record(RECORDS, chance, framing))
    return files


def write(folder, seed, framing):
    """One life of the writer: goes on where the last one was killed, and dies by chance."""
    files = plan(seed, framing)
    state_path = os.path.join(folder, "writer")
    state = json.load(open(state_path)) if os.path.exists(state_path) else {"file": 0, "record": 0, "start": 0, "lives": 0}
    state["lives"] += 1
    chance = random.Random(seed * 1000 + state["lives"])
    deaths = chance.randint(3, 150) if state["lives"] < 8 else -1

    def keep():
        with open(state_path + ".new", "w") as out:
            json.dump(state, out)
        os.rename(state_path + ".new", state_path)

    keep()
    while state["file"] < len(files):
        name, records = files[state["file"]]
        path = os.path.join(folder, "root", name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "ab", buffering=0) as out:
            while state["record"] < len(records):
                whole = records[state["record"]]
                written = out.tell() - state["start"]
                if 0 < written < len(whole) and chance.random() < 0.5:
                    # The module does not know how far it came: it begins a new line and writes all again.
                    out.write(b"\r\n" + whole[:1])
                    state["start"] = out.tell() - 1
                    keep()
                    written = 1
                rest = whole[written:]
                while rest:
                    deaths -= 1
                    if deaths == 0:
                        os.kill(os.getpid(), signal.SIGKILL)
                    count = chance.choice([1, 7, 40, 200, 1000])
                    pause = chance.random()
                    # A pause after a segment: what is there looks like a whole message.
                    if b"PV1" in rest and pause < 0.02:
                        count = re.search(rb"PV1[^\r\n]*[\r\n]?|$", rest).end()
                    out.write(rest[:count])
                    rest = rest[count:]
                    time.sleep(0.06 if pause < 0.02 else 0.001 if pause < 0.3 else 0)
                state["record"] += 1
                state["start"] = out.tell()
                keep()
        state.update(file=state["file"] + 1, record=0, start=0)
        keep()


def essential(piece):
    """Header line and content of a record's bytes; None when the header is cut."""
    end = min([i for i in (piece.find(bytes([b])) for b in FRAME) if i >= 0], default=len(piece))
    if not HEADER.fullmatch(piece[:end]):
        return None
    # A marker that the writer was killed in is no part of the record before it.
    content = re.sub(rb"([\x00\n\x0b\r\x1a\x1c])(?:#|#S|#SS|#SSM|#SSMI|#SSMIX)[\x00\n\x0b\r\x1a\x1c]*$", rb"\1", piece[end:])
    return hashlib.sha256(piece[:end] + b"\r" + content.strip(FRAME)).hexdigest()


def expected(root):
    """What lies in the finished files, by file, in order."""
    found = {}
    for year in sorted(os.listdir(root)):
        for name in sorted(os.listdir(os.path.join(root, year))):
            content = open(os.path.join(root, year, name), "rb").read()
            starts = [m.start(1) for m in re.finditer(rb"(?:^|(?<=[\r\n\x1c]))(#SSMIX,)", content)]
            pieces = [content[a:b] for a, b in zip(starts, starts[1:] + [len(content)])]
            found[year + "/" + name] = [e for e in map(essential, pieces) if e]
    return found


def delivered(journal):
    """What the reader's journal says after revisions, by file, in order of delivery."""
    found = collections.defaultdict(list)
    revisions = 0
    for line in open(journal, "rb"):
        for entry in json.loads(line)["records"]:
            records = found[entry["path"]]
            if entry.get("revises"):
                revisions += 1
                assert records and records[-1] == entry["revises"], "a revision of another record"
                records.pop()
            records.append(entry["digest"])
    return found, revisions


def check(reader, folder, seed, framing):
    chance = random.Random(seed)
    root, journal = os.path.join(folder, "root"), os.path.join(folder, "journal")
    os.makedirs(root)

    def writer():
        return subprocess.Popen([sys.executable, os.path.abspath(__file__), "write", folder, str(seed), framing])

    def tail(*more):
        return subprocess.Popen([reader, "transaction", "tail", root, "--position", journal, "--settle", "25", *more],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    writing, reading, kills, lives = writer(), tail("--follow", "--interval", "3"), 0, 1
    while writing is not None:
        time.sleep(chance.uniform(0.02, 0.4))
        reading.kill()
        reading.wait()
        kills += 1
        reading = tail("--follow", "--interval", "3")
        if writing.poll() is not None:
            if writing.returncode == 0:
                writing = None
            elif writing.returncode == -signal.SIGKILL:
                writing, lives = writer(), lives + 1
            else:
                sys.exit("the writer failed")
    reading.kill()
    reading.wait()
    if tail().wait() != 0:
        sys.exit("the reader failed")
    want, (got, revisions) = expected(root), delivered(journal)
    for name, records in want.items():
        if got.get(name, []) != records:
            lost = collections.Counter(records) - collections.Counter(got.get(name, []))
            more = collections.Counter(got.get(name, [])) - collections.Counter(records)
            sys.exit("%s: %d lost, %d doubled or cut" % (name, sum(lost.values()), sum(more.values())))
    everything = collections.Counter(d for records in got.values() for d in records)
    for name, records in plan(seed, framing):
        for whole in records:
            if everything[essential(whole)] < 1:
                sys.exit("%s: a record that was written whole is missing" % name)
    total = sum(len(records) for records in got.values())
    print("records %d files %d writer-lives %d reader-kills %d revisions %d" % (total, len(want), lives, kills, revisions))


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(sys.argv[2], int(sys.argv[3]), sys.argv[4])
    else:
        check(sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
