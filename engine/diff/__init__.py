"""What changed between two policies: in the files, in meaning, for whom, and by which change.

Comes after `solver` and `records`; writes no prose. Start reading at `values`, then `meaning.meaning`.
"""
