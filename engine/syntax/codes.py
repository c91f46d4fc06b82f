"""The diagnostics of reading a rule file."""

from engine.diagnostics import Code, Severity

UNEXPECTED = Code("S101", "unexpected-word", "something stands where the language expects something else")
UNFINISHED = Code("S102", "unfinished-item", "an item ends before it is complete")
STRAY_CHARACTER = Code("S103", "stray-character", "a character that has no place in a rule file")
UNCLOSED_TEXT = Code("S104", "unclosed-text", "a text in quotation marks is not closed on its line")
NOT_A_DAY = Code("S105", "not-a-day", "a date names a day that does not exist")
BEFORE_FIRST_ITEM = Code("S106", "text-before-item", "a file begins with something that is not an item")
NO_LANGUAGE = Code("S107", "no-language", "a file does not begin by saying its keyword language")
DIVISION_BY_ZERO = Code("S108", "fraction-of-zero", "a fraction has zero below the line")
UNBALANCED = Code("S109", "unbalanced-brackets", "brackets do not pair up inside one item")
INDENTED_ITEM = Code("S110", "indented-item", "a line inside an item begins with a word that begins a new item")

HIDDEN_CHARACTER = Code("S201", "hidden-character", "a character that cannot be seen or that reorders what is seen")
MIXED_SCRIPT = Code("S202", "mixed-script", "a word mixes letters of several scripts")
NOT_NORMALISED = Code(
    "S203", "not-normalised", "text is not in Unicode normal form C; it is read as if it were", Severity.NOTE
)

FILE_TOO_LONG = Code("S301", "file-too-long", "a file is longer than the language allows")
NESTED_TOO_DEEP = Code("S302", "nested-too-deep", "an expression is nested deeper than the language allows")
NAME_TOO_LONG = Code("S303", "name-too-long", "a name is longer than the language allows")
TEXT_TOO_LONG = Code("S304", "text-too-long", "a text in quotation marks is longer than the language allows")
NUMBER_TOO_LONG = Code("S305", "number-too-long", "a number has more digits than the language allows")
