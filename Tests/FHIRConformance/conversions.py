"""Files of a storage, and their bundles as `ssmix2-gateway convert` prints them."""
import os
import subprocess
import tempfile
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent.parent
SHARED = Path(os.environ.get("SSMIX2_SHARED") or REPOSITORY.parent / "shared")
BINARY = os.environ.get("SSMIX2_GATEWAY") or str(REPOSITORY / ".build/release/ssmix2-gateway")
CHUNK = 500


def records(folder):
    """Record files of a storage in path order: below its standard and extended roots, else all below the folder."""
    roots = [root for root in (Path(folder, "standard"), Path(folder, "extended")) if root.is_dir()] or [Path(folder)]
    found = []
    for root in roots:
        for parent, folders, names in os.walk(root):
            folders.sort()
            found += [os.path.join(parent, name) for name in names if not name.startswith(".")]
    return sorted(found)


def generate(binary, folder, files, seed):
    subprocess.run(
        [binary, "generate", folder, "--files", str(files), "--seed", str(seed), "--quiet"], check=True,
        stdout=subprocess.DEVNULL)


def convert(binary, paths, options=()):
    """(path, bundle text, None) or (path, None, reason) of each path, in order.

    Bundles come on standard output, a line each; refusals on standard error, a line each that begins with the path.
    """
    for begin in range(0, len(paths), CHUNK):
        chunk = paths[begin:begin + CHUNK]
        with tempfile.TemporaryFile() as errors:
            process = subprocess.Popen(
                [binary, "convert", *chunk, "--to", "fhir", "--lang", "en", "--json", *options], stdout=subprocess.PIPE, stderr=errors)
            bundles = process.stdout.read().splitlines()
            code = process.wait()
            errors.seek(0)
            refused = {}
            for line in errors.read().decode("utf-8", "replace").splitlines():
                path, separator, reason = line.partition(": ")
                if separator and path not in refused:
                    refused[path] = reason
        if code not in (0, 3):
            raise RuntimeError(f"convert ended with exit code {code}")
        asked = [path for path in chunk if path not in refused]
        if len(asked) != len(bundles):
            raise RuntimeError(f"{len(bundles)} bundles and {len(refused)} refusals for {len(chunk)} files")
        converted = iter(bundles)
        for path in chunk:
            yield (path, None, refused[path]) if path in refused else (path, next(converted), None)
