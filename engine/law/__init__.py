"""Official texts of acts and regulations as data: sections, ledd, sentences and list items, each with its words.

Reads the XML that Lovdata publishes, finds the words at an address, and says what a policy makes of an act: which
addresses are there, which provisions nobody has looked at, which rules rest on sentences that have changed. Comes after
`analysis`; touches no disk (`engine.store.law` keeps the texts). Start reading at `text` and `read`.
"""
