"""The reference of the language, made from its grammar: what may be written, as text, as pictures and as pages.

Comes after `resolve`, of which it asks one thing: which clauses each kind of declaration may have. Reads
`grammar/policy.lark` as the parser does, and `grammar/constructs.toml`, which says in three languages what each part
is called and what it is for. `python -m engine.reference` writes the pages and pictures under `docs/reference`; a
test keeps them fresh. Start reading at `pages.written`.
"""
