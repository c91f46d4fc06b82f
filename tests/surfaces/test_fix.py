"""`hjemmel check --fix` as it is typed: what it shows, what it writes, and what is left."""

from __future__ import annotations

from tests.surfaces.inside import Inside
from tests.surfaces.program import POLICY, Program


def test_a_fix_is_shown_and_then_written(hjemmel: Program) -> None:
    path = hjemmel.write("policies/small.policy", POLICY.replace("when shares_room", "when shares_rom"))
    shown = Inside(hjemmel.folder)("check", "--diff")
    assert shown.code == 1
    assert "-  when shares_rom\n+  when shares_room\n" in shown.out
    assert "shares_rom\n" in (hjemmel.folder / path).read_text(encoding="utf-8")
    ran = hjemmel("check", "--fix")
    assert ran.code == 0
    assert "R102 unknown-name: write `shares_room`\n" in ran.err
    assert (hjemmel.folder / path).read_text(encoding="utf-8") == POLICY
    again = Inside(hjemmel.folder)("check", "--fix", "--diff")
    assert (again.code, again.out) == (0, "")


def test_a_byte_order_mark_is_taken_off(hjemmel: Program) -> None:
    path = hjemmel.write("policies/small.policy", b"\xef\xbb\xbf" + POLICY.encode())
    assert Inside(hjemmel.folder)("check", "--fix").code == 0
    assert (hjemmel.folder / path).read_bytes() == POLICY.encode()
