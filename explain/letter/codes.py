"""Why there is no letter: the codes, declared where they are given."""

from __future__ import annotations

from engine.diagnostics import Code

MISSING_PART = Code("E401", "missing-letter-part", "the law demands a part of the letter that nothing fills")
STILL_OPEN = Code("E402", "letter-of-open-decision", "a letter is asked for while the decision is open")
NOT_READY = Code("E403", "letter-before-duty", "a letter is asked for before what must come first is done")
NOT_DATED = Code("E404", "letter-without-date", "a letter is asked for without the day the decision was made")
NO_DECISION = Code("E405", "letter-of-no-decision", "a letter is asked for of what the law does not call a decision")
REASONS_CANNOT_WAIT = Code("E406", "reasons-cannot-wait", "reasons are to wait where the law wants them at once")
BETRAYED = Code("E407", "letter-betrays", "what a letter quotes says what the party may not see")
