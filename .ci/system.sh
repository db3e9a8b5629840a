#!/usr/bin/env bash
# What tests need of the system beside Node, from the distribution; nothing to do where it is there already:
# LibreOffice Calc (test/sheets), and two libraries and a font for Chromium out of its npm package (test/browser).
set -uo pipefail

packages=()
command -v soffice >/dev/null || command -v libreoffice >/dev/null || packages+=(libreoffice-calc)
libraries=$(PATH="$PATH:/sbin:/usr/sbin" ldconfig -p)
for library in libnss3 libnspr4; do
  grep -q "$library\.so" <<<"$libraries" || packages+=("$library")
done
[ -n "$(find /usr/share/fonts -name '*.ttf' -print -quit 2>/dev/null)" ] || packages+=(fonts-dejavu-core)
[ "${#packages[@]}" -gt 0 ] || exit 0

echo "installing ${packages[*]} for the tests"
root=()
[ "$(id -u)" -eq 0 ] || root=(sudo -n)
log=$(mktemp)
if ! { "${root[@]}" apt-get update && "${root[@]}" env DEBIAN_FRONTEND=noninteractive \
  apt-get install --yes --no-install-recommends "${packages[@]}"; } >"$log" 2>&1; then
  tail -n 5 "$log"
  echo "${packages[*]} cannot be installed: tests in test/sheets or test/browser will fail. Install them by hand."
fi
rm -f "$log"
