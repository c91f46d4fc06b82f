"""The same plan in a solver: questions about all cases at once, with a case to show for each *yes*.

Comes after `evaluate`, whose lowered programs it reads; writes no prose and judges no policy. Start reading at
`ask.compare`.
"""
