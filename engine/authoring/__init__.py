"""What a policy author is told of a policy beyond its findings: what its cases cover, and where they are silent.

Comes after `records`, which runs the cases. Start reading at `coverage`.
"""
