"""Runs a bench: python -m tests.bench NAME [its options]. Without a name, lists them."""

import ast
import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent


def benches() -> dict[str, str]:
    """Return every module here that runs by itself, with the first line of its docstring."""
    found = {}
    for path in sorted(HERE.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        if path.stem != "__main__" and '__name__ == "__main__"' in text:
            found[path.stem] = (ast.get_docstring(ast.parse(text)) or "").split("\n", 1)[0]
    return found


def main() -> int:
    """Run the bench that is named, with the arguments after its name."""
    known = benches()
    if sys.argv[1:2] and sys.argv[1] in known:
        name = f"tests.bench.{sys.argv[1]}"
        sys.argv[:2] = [f"python -m {name}"]
        # Imported, not run as __main__: its worker processes have to find its functions by name.
        return importlib.import_module(name).main() or 0
    if sys.argv[1:]:
        print(f"There is no bench {sys.argv[1]!r}.", file=sys.stderr)
    for name, purpose in known.items():
        print(f"{name:12} {purpose}")
    return 2 if sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
