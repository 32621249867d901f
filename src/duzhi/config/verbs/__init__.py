"""The commands, one module each; every module adds its own parser."""

from duzhi.config.verbs import (
    bring,
    check,
    keep,
    numbers,
    papers,
    plan,
    sample,
    serve,
    subjects,
    watching,
)

MODULES = (sample, serve, bring, numbers, plan, papers, check, subjects, watching, keep)
