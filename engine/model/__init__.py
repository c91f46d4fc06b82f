"""Meaning: citations, units, terms, rules, cases, outcomes. Knows no spelling and no file.

`policy.Policy` is the one typed plan that every executor runs. Start reading there.
"""
