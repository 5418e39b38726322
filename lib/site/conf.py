"""What Sphinx is told; build.py says what lies where."""

import os

project = author = "Backprop by Hand"
extensions = ["myst_nb", "sphinx.ext.mathjax"]
language = "en"
exclude_patterns = []

# The lessons were run before, on the Java kernel.
nb_execution_mode = "off"
myst_enable_extensions = ["dollarmath"]
mathjax_path = "mathjax/tex-chtml.js"

html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["_static"]
html_css_files = ["pages.css"]
html_js_files = [("frames.js", {"type": "module"})]
html_favicon = "_static/icon.svg"
html_context = {"default_mode": "auto"}
html_copy_source = False
html_show_copyright = False
html_theme_options = {"use_download_button": False, "use_fullscreen_button": False, "navbar_persistent": []}

# Of hosts that the theme knows.
repository = os.environ.get("BACKPROP_REPOSITORY", "")
host = next((name for name in ("github", "gitlab") if f"//{name}." in repository), None)
if host:
    html_theme_options |= {
        "repository_url": repository,
        "repository_provider": host,
        "path_to_docs": "notebooks",
        "use_repository_button": True,
        "launch_buttons": {"binderhub_url": "https://mybinder.org", "notebook_interface": "jupyterlab"},
    }
