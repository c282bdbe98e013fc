"""The example project that `reportgen init` writes: one project, on the paper and in the language that is asked for.

`project/` is its structure, with ``${…}`` where a text goes; `texts/` has the texts of a language, the file of a region
those that it says otherwise; `words/` those of the template, `papers.yaml` what a paper changes.
"""
