"""Runs the notebooks and writes them, with their output and pictures, as pages of the book.

python render.py            writes docs/python/*.md and *.png
python render.py --check    fails if a page is not what its notebook prints now
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGES = HERE.parent.parent / "docs" / "python"


def run(script: Path, folder: Path) -> str:
    """What a notebook prints; its pictures are left in the folder."""
    environment = os.environ | {"MPLBACKEND": "Agg"}
    command = [sys.executable, "-W", "error", str(script)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{script.name} failed:\n{done.stderr}")
    return done.stdout


def page(script: Path, output: str, pictures: list[Path]) -> str:
    """The notebook as a page: what it is about, its pictures, its output, its code."""
    source = script.read_text(encoding="utf-8")
    docstring = ast.get_docstring(ast.parse(source)) or ""
    title, _, about = docstring.partition("\n\n")
    code = source[source.index('"""', 3) + 3 :].strip()
    shown = "\n".join(f"![{picture.stem}]({picture.name})" for picture in pictures)
    return (
        f"# {title.rstrip('.')}\n\n{about}\n\n{shown}\n\n```python\n{code}\n```\n\n"
        f"It prints:\n\n```text\n{output.strip()}\n```\n"
    )


def main() -> None:
    """Renders or checks all notebooks."""
    is_check = "--check" in sys.argv[1:]
    stale = []
    for script in sorted(HERE.glob("*.py")):
        if script.name == "render.py":
            continue
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            output = run(script, folder)
            pictures = sorted(folder.glob("*.png"))
            text, target = page(script, output, pictures), PAGES / f"{script.stem}.md"
            if is_check:
                stale += [script.stem] if not target.exists() or target.read_text(encoding="utf-8") != text else []
                continue
            PAGES.mkdir(exist_ok=True)
            target.write_text(text, encoding="utf-8")
            for picture in pictures:
                (PAGES / picture.name).write_bytes(picture.read_bytes())
        print(script.stem)
    if stale:
        sys.exit(f"pages that are not what their notebooks print now: {', '.join(stale)}; run render.py")


if __name__ == "__main__":
    main()
