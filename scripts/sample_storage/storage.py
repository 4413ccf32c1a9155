"""The tree: which file goes where, what is renamed when, and what a gateway is expected to do with it."""

import shutil
from pathlib import Path

from . import hl7
from .hospital import CONSENTING, LIMITED, PATIENTS, WITHDRAWN

NINES = "9" * 15
# Message type -> field that gives the care date (SS-MIX2, care date by message type).
CARE_DATE = {
    "A04": ("PV1", 44), "A14": ("PV2", 8), "A27": ("PV2", 8), "A01": ("PV1", 44), "A11": ("PV1", 44),
    "A21": ("EVN", 6), "A52": ("EVN", 6), "A22": ("EVN", 6), "A53": ("PV2", 47), "A15": ("PV2", 8),
    "A26": ("PV2", 8), "A02": ("EVN", 6), "A12": ("EVN", 6), "A16": ("PV2", 9), "A25": ("PV2", 9),
    "A03": ("PV1", 45), "A13": ("PV1", 45), "O03": ("ORC", 9), "O11": ("ORC", 9), "O17": ("RXA", 3),
    "O33": ("ORC", 9), "R22": ("SPM", 17), "O19": ("ORC", 9), "Z23": ("OBR", 7), "R01": ("OBR", 7),
    "R30": ("OBX", 14),
}

# Kind folders of the extended storage.
VITALS = "L-OBSERVATIONS^OBSERVATIONS^99ZL01"
REFERRAL = "^紹介状^^57133-1^紹介状^LN"
REPORT = "RAD01^放射線読影報告書^99ZL02^18748-4^画像診断報告書^LN"


def order(short, number):
    """An order number; the two digits at its end are those of its children."""
    return f"{short}{number:010d}00"


class Version:
    """One file or content folder."""

    def __init__(self, storage, patient, care_date, kind, order, timestamp, department, flag, files,
        outcome=None):
        self.storage, self.patient = storage, patient
        self.care_date, self.kind, self.order = care_date, kind, order
        self.timestamp, self.department, self.flag, self.files = timestamp, department, flag, files
        self.outcome = outcome

    @property
    def key(self):
        return (self.storage, self.patient, self.care_date, self.kind, self.order)

    @property
    def folder(self):
        p = self.patient
        return f"{p[:3]}/{p[3:6]}/{p}/{self.care_date}/{self.kind}"

    @property
    def name(self):
        parts = [self.patient, self.care_date, self.kind, self.order, self.timestamp, self.department,
        str(self.flag)]
        return "_".join(part for part in parts if part)


class Storage:
    """Does what a hospital's SS-MIX2 module does: stores, supersedes and deletes."""

    def __init__(self):
        self.versions = []
        self.planted = []
        self.events = set()

    def store(self, message, kind, order=NINES, department="-"):
        """Insert or update: the former version becomes `_2`."""
        self._check(message, order)
        version = self._version(message, kind, order, department, 1)
        for older in self._same(version):
            if older.flag == 1:
                older.flag = 2
        self.versions.append(version)
        return version

    def delete(self, message, kind, order=NINES, department="-"):
        """Delete or cancel: every version becomes `_0` and the deletion message is stored, `_0` too."""
        self._check(message, order)
        version = self._version(message, kind, order, department, 0)
        for older in self._same(version):
            older.flag = 0
        self.versions.append(version)
        return version

    def store_folder(self, patient, care_date, kind, key, timestamp, department, files):
        """A content folder of the extended storage; files maps names to bytes."""
        version = Version("extended", patient, care_date, kind, key, timestamp, department, 1, files)
        for older in self._same(version):
            if older.flag == 1:
                older.flag = 2
        self.versions.append(version)
        return version

    def delete_folder(self, version):
        """Deletion in the extended storage: a renaming, nothing else."""
        for same in self._same(version):
            same.flag = 0

    def plant(self, path, content, patient, kind, reason):
        """A file that is bad on purpose."""
        self.planted.append((path, content, patient, kind, reason))

    def _same(self, version):
        return [v for v in self.versions if v.key == version.key]

    def _version(self, message, kind, order, department, flag):
        return Version(
            "standard", message.patient.id, message.care_date, kind, order, message.timestamp, department,
            flag,
            {None: hl7.encode(message.text)})

    def _check(self, message, order):
        """What must hold for every message that is not bad on purpose."""
        text = message.text
        kanji = hl7.delimiter_kanji(text)
        assert len(kanji) >= 2, f"delimiter kanji: {kanji}"
        assert hl7.fields_of(text, "PID", 3)[0].split("^")[0] == message.patient.id
        code, trigger = hl7.fields_of(text, "MSH", 9)[0].split("^")[:2]
        self.events.add((code, trigger))
        if trigger in CARE_DATE:
            values = hl7.fields_of(text, *CARE_DATE[trigger])
            assert values and all(v[:8] == message.care_date for v in values), (trigger, values,
            message.care_date)
        else:
            assert message.care_date == "-"
        if order != NINES:
            assert order in hl7.fields_of(text, "ORC", 2), (order, text)
        assert hl7.encode(text).decode("ascii").endswith("\r")

    def write(self, root):
        for name in ("standard", "extended"):
            shutil.rmtree(root / name, ignore_errors=True)
        for version in self.versions:
            folder = root / version.storage / version.folder
            for inner, content in version.files.items():
                path = folder / version.name / inner if inner else folder / version.name
                path.parent.mkdir(parents=True, exist_ok=True)
                assert not path.exists(), path
                path.write_bytes(content)
        for path, content, *_ in self.planted:
            path = root / "standard" / path
            path.parent.mkdir(parents=True, exist_ok=True)
            assert not path.exists(), path
            path.write_bytes(content)

    def expectations(self):
        """Rows of expected.tsv: one a record key of every linked patient, and one a planted file."""
        newest = {}
        for version in self.versions:
            current = newest.get(version.key)
            if current is None or version.timestamp > current.timestamp:
                newest[version.key] = version
        rows = []
        for version in newest.values():
            short = version.patient[-3:]
            if PATIENTS[short].regional is None:
                continue
            rows.append((
                version.storage, f"{version.folder}/{version.name}", version.patient, version.kind,
                *self._outcome(version, short)))
        for path, _, patient, kind, reason in self.planted:
            rows.append(("standard", path, patient, kind, "parked", reason))
        return sorted(rows)

    @staticmethod
    def _outcome(version, short):
        if short in WITHDRAWN:
            return "excluded", "consent.withdrawn"
        if short not in CONSENTING:
            return "excluded", "consent.none"
        if version.kind not in LIMITED.get(short, {version.kind}):
            return "excluded", "consent.kind"
        if version.flag == 0:
            return "excluded", "storage.deleted"
        return "delivered", ""
