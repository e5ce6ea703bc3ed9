"""Every public name is documented, with an example that runs (doctests run with the tests)."""

import importlib
import inspect
from collections import ChainMap
from collections.abc import Iterator, Mapping

import pytest

import synaptome

MODULES = [name for name in synaptome.__all__ if inspect.ismodule(getattr(synaptome, name))]
MODULES += [f"{name}.{inner}" for name in MODULES for inner in dir(getattr(synaptome, name)) if inner == "counting"]


def public() -> Iterator[tuple[str, object]]:
    for module in MODULES:
        content = importlib.import_module(f"synaptome.{module}")
        for name in content.__all__:
            yield f"{module}.{name}", getattr(content, name)


def is_class(value: object) -> bool:
    return inspect.isclass(value)


NAMES = dict(public())


@pytest.mark.parametrize("name", NAMES)
def test_every_public_name_says_what_it_is(name: str) -> None:
    value = NAMES[name]
    if not (inspect.isfunction(value) or is_class(value)):
        return  # the alias of a type
    document = inspect.getdoc(value) or ""
    assert document.split("\n")[0].endswith((".", ":", "…")), f"{name}: the first line is no sentence"
    is_result = is_class(value) and issubclass(value, tuple)  # type: ignore[arg-type]
    if not is_result:
        assert ">>>" in document, f"{name} has no example"
    if inspect.isfunction(value):
        takes = [p for p in inspect.signature(value).parameters if p not in ("rng", "workers")]
        assert not takes or "Parameters\n" in document, f"{name} does not describe its parameters"


@pytest.mark.parametrize("name", [name for name, value in NAMES.items() if is_class(value)])
def test_every_public_member_says_what_it_is(name: str) -> None:
    kind = NAMES[name]
    assert inspect.isclass(kind)
    own: list[Mapping[str, object]] = [vars(base) for base in kind.__mro__ if base.__module__.startswith("synaptome.")]
    for member, value in ChainMap(*map(dict, own)).items():
        if member.startswith("_") or not (inspect.isroutine(value) or isinstance(value, property | classmethod)):
            continue
        document = inspect.getdoc(getattr(NAMES[name], member)) or ""
        assert document, f"{name}.{member} has no documentation"


@pytest.mark.parametrize("name", [name for name, value in NAMES.items() if inspect.isfunction(value)])
def test_every_parameter_is_described(name: str) -> None:
    value = NAMES[name]
    document = inspect.getdoc(value) or ""
    section = document.partition("Parameters\n")[2].partition("\nReturns\n")[0]
    heads = [line.split(" : ")[0] for line in section.splitlines() if not line.startswith(" ")]
    named = {word.strip() for head in heads for word in head.split(",")}
    for parameter in inspect.signature(value).parameters:  # type: ignore[arg-type]
        assert parameter in named or parameter == "rng", f"{name} does not describe {parameter}"
