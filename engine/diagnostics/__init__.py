"""Findings about rule texts and input: codes, the diagnostic value, suggestions, output.

A diagnostic is data. A stage declares its codes beside the checks that use them, and gives diagnostics back;
only the renderers in this package draw them. Start reading at `Code.at`.
"""

from engine.diagnostics.values import Code, Diagnostic, Edit, Fix, Note, Severity, all_codes, did_you_mean, in_order

__all__ = ["Code", "Diagnostic", "Edit", "Fix", "Note", "Severity", "all_codes", "did_you_mean", "in_order"]
