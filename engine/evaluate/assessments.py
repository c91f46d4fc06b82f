"""Whether a person's assessment is complete in form: what the law's own checklist finds missing.

Bounds, recommendations and the door (`opens when`) depend on the case and are judged by the program.
Start reading at `lacks`.
"""

from __future__ import annotations

from engine.model.case import Assessment
from engine.model.policy import DiscretionClauses, Term


def lacks(term: Term, assessment: Assessment) -> tuple[str, ...]:
    """What is missing, as words with a name after them: `consideration health`, `forbidden x`, `reasons`, `role`."""
    clauses = term.discretion
    if assessment.complete or clauses is None or assessment.state == "unknown" or assessment.used is False:
        return ()
    return (*_considerations(clauses, assessment), *_form(clauses, assessment))


def departs(assessment: Assessment) -> bool:
    """Whether a reason is given for departing from what guidance recommends."""
    return assessment.complete or bool(assessment.departure.strip())


def _considerations(clauses: DiscretionClauses, assessment: Assessment) -> list[str]:
    missing = []
    touched = {*assessment.considered, *assessment.relied_on}
    for consideration in clauses.considerations:
        if consideration.kind == "must" and not assessment.considered.get(consideration.name, "").strip():
            missing.append(f"consideration {consideration.name}")
        if consideration.kind == "must_not" and consideration.name in touched:
            missing.append(f"forbidden {consideration.name}")
    return missing


def _form(clauses: DiscretionClauses, assessment: Assessment) -> list[str]:
    missing = []
    if clauses.reasons_required and not assessment.reasons.strip():
        missing.append("reasons")
    if clauses.authority and assessment.role != clauses.authority:
        missing.append("role")
    return missing
