"""What an import brings, and what it leaves for later."""

import subprocess
import sys

import pytest

import synaptome


def loaded(program: str) -> set[str]:
    code = f"{program}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_an_import_loads_no_module_before_it_is_used() -> None:
    assert not {"synaptome.hopfield", "synaptome.mi", "numpy.ma", "numpy.random"} & loaded("import synaptome")
    used = loaded("import synaptome\nsynaptome.lognormal.cdf(1.0, 0.0, 1.0)")
    assert "synaptome.lognormal" in used and "synaptome.hopfield" not in used


def test_all_modules_are_found_by_name() -> None:
    assert set(synaptome.__all__) <= set(dir(synaptome))
    assert all(getattr(synaptome, name) for name in synaptome.__all__)
    with pytest.raises(AttributeError, match="nothing"):
        synaptome.nothing  # noqa: B018
