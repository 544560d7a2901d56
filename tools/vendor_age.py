"""Bundle the library that encrypts in the web workbook: age-encryption, with what it needs, as one script.

    make age            write coopcoach/exchange/web/vendor/ again
    make age CHECK=1    compare it with what is committed

The versions and hashes are those of tools/age/package-lock.json. The same versions make the same bytes. Needs npm.
"""

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "age"
VENDOR = ROOT / "coopcoach" / "exchange" / "web" / "vendor"
# Each is in the script; the licences of all come with it.
BUNDLED = ("age-encryption", "@noble/ciphers", "@noble/curves", "@noble/hashes", "@scure/base")
_LEFT_OUT = ("@noble/post-quantum/hybrid.js", "@noble/curves/nist.js", "@noble/hashes/scrypt.js")


def bundle(folder: Path) -> dict[str, str]:
    """Return the vendored files by name.

    Args:
        folder: An empty folder to install and build in.
    """
    for path in SOURCES.iterdir():
        shutil.copy(path, folder / path.name)
    _run(folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent")
    _run(
        folder,
        "node",
        "node_modules/esbuild/bin/esbuild",
        "entry.js",
        "--bundle",
        "--minify",
        "--charset=ascii",
        "--format=iife",
        "--global-name=age",
        "--target=es2020",
        "--legal-comments=none",
        "--log-level=error",
        "--outfile=age.js",
        *(f"--alias:{name}=./left_out.js" for name in _LEFT_OUT),
    )
    texts = [_licence(folder / "node_modules" / name, name) for name in BUNDLED]
    script = (folder / "age.js").read_text(encoding="utf-8")
    if "</script" in script.lower():
        raise SystemExit("the script holds the end of a script element")
    return {"age.js": script, "LICENSES.txt": "\n".join(texts)}


def main() -> int:
    """Write the files, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare only")
    check = parser.parse_args().check
    if shutil.which("npm") is None:
        print("this needs npm", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        files = bundle(Path(name))
    if check:
        changed = [n for n in files if (VENDOR / n).read_text(encoding="utf-8") != files[n]]
        print("\n".join(f"{name} differs" for name in changed) or "the same bytes")
        return bool(changed)
    VENDOR.mkdir(exist_ok=True)
    for name, text in files.items():
        (VENDOR / name).write_text(text, encoding="utf-8", newline="\n")
        print(f"{VENDOR / name}: {len(text.encode())} bytes")
    return 0


def _run(folder: Path, *command: str) -> None:
    subprocess.run(command, cwd=folder, check=True)


def _licence(package: Path, name: str) -> str:
    words = (package / "LICENSE").read_text(encoding="utf-8").strip()
    return f"{name}\n{'=' * len(name)}\n\n{words}\n"


if __name__ == "__main__":
    sys.exit(main())
