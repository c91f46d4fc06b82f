"""The policy book: the legal content of the rules as a site that people read, in three languages.

What an authority must document and publish of an automated system (lov 20. juni 2025 nr. 81 § 13). `gather` puts what a
policy holds beside the provision it rests on, and says where each thing stands; the modules after it put one sort of
thing each into words; `write` fills the pages. Nothing here decides a case or touches the disk: cases are decided by
the function that is passed in, and pages are given as texts. Start reading at `write.pages`.
"""
