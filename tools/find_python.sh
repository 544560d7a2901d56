#!/bin/sh
# Print the path of the first Python that has at least the named release, or how to install one.
# A shell script, because `python3` may be too old.
needed=${1:?the release needed, as in 3.11}

for candidate in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11 python; do
    path=$(command -v "$candidate" 2>/dev/null) || continue
    if "$path" -c "import sys; sys.exit(sys.version_info < tuple(map(int, '$needed'.split('.'))))" 2>/dev/null; then
        echo "$path"
        exit 0
    fi
done

if [ "$(uname -s)" = Darwin ]; then
    remedy="brew install python@3.13"
elif command -v dnf >/dev/null 2>&1; then
    remedy="sudo dnf install python3.11"
else
    remedy="sudo apt install python3 python3-venv"
fi
echo "coopcoach needs Python $needed or newer and none was found; install one (\`$remedy\`) or name it: \`make setup PYTHON=/path/to/python3\`." >&2
exit 1
