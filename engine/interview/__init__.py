"""The interview: which question can still matter, what each answer to it does, and what need not be asked.

Comes after `evaluate`, whose *waits for* is the whole measure: a question can matter exactly while something asked for
waits for it. Reckons, and writes no prose. Start reading at `step.next_step`; `form` holds the checklist of discretion.
"""
