#!/usr/bin/env bash
# LibreOffice Calc for the tests of spreadsheets (test/sheets): nothing to do where it is there already.
set -uo pipefail

command -v soffice >/dev/null || command -v libreoffice >/dev/null && exit 0
echo "installing libreoffice-calc for the tests of spreadsheets"
root=()
[ "$(id -u)" -eq 0 ] || root=(sudo -n)
log=$(mktemp)
if ! { "${root[@]}" apt-get update && "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install --yes --no-install-recommends libreoffice-calc; } >"$log" 2>&1; then
  tail -n 5 "$log"
  echo "libreoffice-calc cannot be installed: the tests in test/sheets will fail. Install LibreOffice Calc by hand."
fi
rm -f "$log"
