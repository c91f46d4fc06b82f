"""The store: what lies outside is read here, strictly. Policy files, cases, and the cache of compiled policies.

Nothing earlier in the road touches a disk. Text that cannot be taken as it is becomes a diagnostic, never a guess.
Start reading at `files.load_texts` and `cases.read_case`.
"""
