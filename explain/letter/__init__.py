"""The letter of a decision: what was decided and why, and what the person may do, in nb, nn or en.

Assembled from the same selection and the same sentences as a person's page; nothing is thought up here. Which parts it
must have the policy says; a part the law demands and nobody can fill stops the letter, and the reason names the
provision. Start reading at `write_letter`.
"""

from explain.letter.assemble import Letter, write_letter
from explain.letter.draft import Section, Wish

__all__ = ["Letter", "Section", "Wish", "write_letter"]
