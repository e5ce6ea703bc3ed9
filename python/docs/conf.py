"""The reference of the Python package: `cargo xtask docs` builds it, and every warning is an error."""

import synaptome

project = "synaptome"
author = "The Synaptome developers"
release = version = synaptome.__version__

extensions = ["sphinx.ext.autodoc", "sphinx.ext.autosummary", "numpydoc"]
html_theme = "furo"
html_title = "Synaptome for Python"

autosummary_generate = True
autosummary_imported_members = True
autosummary_ignore_module_all = False
autodoc_typehints = "signature"
autodoc_member_order = "bysource"
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False
nitpicky = False
