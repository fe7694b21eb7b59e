"""Puts off imports of a library's own that are not needed here."""

import contextlib
import importlib
import sys
from collections.abc import Iterator
from types import ModuleType


class _LazyModule(ModuleType):
    """Stands for a module that is imported when something in it is first used."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            # The import system looks for these; they are no reason to import.
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)


@contextlib.contextmanager
def lazy_import(*names: str) -> Iterator[None]:
    """Put off the import of these modules by the code that is imported within the block.

    A module that is imported already stays; an import after the block gets the module itself.

    Args:
        names: the modules, each package before what is in it.
    """
    put_off = [name for name in names if name not in sys.modules]
    for name in put_off:
        sys.modules[name] = _LazyModule(name)
        package, _, last = name.rpartition(".")
        if package in put_off:
            setattr(sys.modules[package], last, sys.modules[name])
    try:
        yield
    finally:
        for name in put_off:
            if isinstance(sys.modules.get(name), _LazyModule):
                del sys.modules[name]
