# A Python environment for the judges, made once below .build; sourced.
#   prepare PACKAGE...   sets $python to an interpreter that has the packages; exit 1 with a clear message when PyPI is not there
prepare() {
  local repository environment
  repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
  environment=$repository/.build/fhir-conformance
  python=$environment/bin/python
  if [[ -x $python && $(cat "$environment/packages-$1" 2>/dev/null) == "$*" ]]; then return; fi
  command -v python3 >/dev/null || { echo "python3 is not installed" >&2; exit 1; }
  [[ -x $python ]] || python3 -m venv "$environment" ||
    { echo "python3 -m venv does not work; Debian and Ubuntu have it in the package python3-venv" >&2; exit 1; }
  "$python" -m pip install --quiet --disable-pip-version-check "$@" >&2 ||
    { echo "$* cannot be installed: this needs PyPI (https://pypi.org) once" >&2; exit 1; }
  printf '%s' "$*" >"$environment/packages-$1"
}
