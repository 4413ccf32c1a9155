"""Whether a file was refused with good reason, by the judge's own look at it."""
from pathlib import Path

import message as messages

# A cancellation takes back what another record said; alone it is nothing that could be sent.
CANCELLATIONS = {"A23", "A55", "A27", "A11", "A52", "A53", "A26", "A12", "A25", "A13"}
NO_RECORDS = {"README.md", "expected.tsv", "expected.json", "patients.csv", "consents.csv", "manifest.tsv"}


def legitimate(path, kind, refusal):
    """The judge's reason for a refusal that it would have given too, else None."""
    name = Path(path).name
    if name in NO_RECORDS:
        return "no record"
    content = Path(path).parent.name if kind in (None, "vital-signs") else name
    if content.endswith("_0"):
        return "deleted"
    if kind is None:
        return None
    try:
        message = messages.Message(Path(path).read_bytes())
    except messages.NotAMessage:
        return "no message"
    if message.event in CANCELLATIONS:
        return "a cancellation"
    pieces = content.split("_")
    if "unmappable" in refusal:
        return None
    if message.patient.lstrip("0") != pieces[0].lstrip("0") or pieces[0] not in path.split("/"):
        return "another patient's message"
    if kind != "vital-signs" and len(pieces) == 7 and pieces[2] != kind:
        return "a name of another kind"
    return None
