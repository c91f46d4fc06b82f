"""What can be said of a policy without a case: conflicts, gaps, dead rules, missing words, addresses, years.

Comes after `graph`; knows no evaluator, and asks a caller who has one to confirm what it shows. One module for each
check. Questions of the kind *can these two ever hold together* are put as formulas (`unknowns`, `standing`), searched
(`search`), and answered with a case worked out from its facts (`witness`). Start reading at `check.check`.
"""

from engine.analysis.check import check

__all__ = ["check"]
