"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="rewrite the expected blocks of golden pages and documents; then read the git diff with care",
    )
    parser.addoption(
        "--comparisons",
        type=int,
        default=20_000,
        metavar="N",
        help="how many random cases the evaluator and the reference must agree on",
    )
    parser.addoption(
        "--slips",
        type=int,
        default=300,
        metavar="N",
        help="how many single slips in the shipped policies a comparison must tell rightly",
    )
    parser.addoption(
        "--made-files",
        type=int,
        default=800,
        metavar="N",
        help="how many random rule files the laws of the canonical layout must hold for",
    )


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expected blocks are to be rewritten rather than compared."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return Path(__file__).parents[1]
