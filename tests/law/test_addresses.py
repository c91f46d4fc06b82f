"""Addresses as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.law.addresses import NoAddress, fold, names_in, read_address
from engine.model.citations import Citation, Place

NAMES = {"prøveloven": "LOV-2001-02-03-4", "helse_og_prøveloven": "LOV-2002-03-04-5"}


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("prøveloven § 20 a ledd 1", "LOV-2001-02-03-4 § 20a L1"),
        ("Prøveloven §20a første ledd tredje punktum bokstav b", "LOV-2001-02-03-4 § 20a L1 P3 b"),
        ("helse- og prøveloven § 3-2 annet ledd nr. 6 bokstav b)", "LOV-2002-03-04-5 § 3-2 L2 6 b"),
        ("prøveloven § 20 (1) 3. pkt.", "LOV-2001-02-03-4 § 20 L1 P3"),
        ("prøveloven § 20 2. ledd 1. strekpunkt", "LOV-2001-02-03-4 § 20 L2 s1"),
        ("prøveloven § 6-5 ledd 2 b)", "LOV-2001-02-03-4 § 6-5 L2 b"),
        ("prøveloven § 9A-1 første ledd", "LOV-2001-02-03-4 § 9a-1 L1"),
        ("prøveloven kap. 4", "LOV-2001-02-03-4 kap. 4"),
        ("prøveloven kapittel 4 A", "LOV-2001-02-03-4 kap. 4A"),
        ("prøveloven", "LOV-2001-02-03-4"),
        ("LOV-1999-01-02-3 § 4", "LOV-1999-01-02-3 § 4"),
        ("forskrift/1999-01-02-3/§4", "FOR-1999-01-02-3 § 4"),
        ("LOV-1967-02-10 § 25", "LOV-1967-02-10 § 25"),
    ],
)
def test_what_jurists_and_rule_files_write_is_understood(written: str, found: str) -> None:
    assert str(read_address(written, NAMES)) == found


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("", "the address does not say of which act"),
        ("§ 3", "the address does not say of which act"),
        ("provelova § 3", "no act is known as `provelova`"),
        ("prøveloven § 3 fjas", "`§ 3 fjas` is not an address"),
        ("prøveloven §", "`§` is not an address"),
        ('prøveloven § 3 "', '`§ 3 "` is not an address'),
        ("prøveloven § 3 -- ledd 9", "`§ 3 -- ledd 9` is not an address"),
        ("prøveloven § 3, § 4", "`§ 3, § 4` is not an address"),
    ],
)
def test_what_is_no_address_is_told(written: str, said: str) -> None:
    found = read_address(written, NAMES)
    assert isinstance(found, NoAddress)
    assert found.message == said
    assert found.hint


def test_a_name_nearly_right_is_suggested() -> None:
    found = read_address("prøvelven § 3", NAMES)
    assert found == NoAddress("no act is known as `prøvelven`", "did you mean `prøveloven`?")


def test_a_document_is_known_by_its_title_its_short_title_and_its_letters() -> None:
    names = {fold(name) for name in names_in("Lov om prøver (prøveloven) [testloven]", "Prøveloven – prl")}
    assert {"prøveloven", "testloven", "prl"} <= names


numbers = st.integers(1, 40).map(str)
below: st.SearchStrategy[list[Place]] = st.lists(
    st.tuples(st.just("n"), numbers) | st.tuples(st.just("b"), st.sampled_from("abcæøå")), max_size=2
)


@given(st.sampled_from(["3", "20a", "3-2", "6-12b"]), numbers, below, st.none() | numbers)
def test_the_internal_form_reads_back_as_itself(
    section: str, ledd: str, items: list[Place], sentence: str | None
) -> None:
    last: list[Place] = [("P", sentence)] if sentence is not None else []
    citation = Citation("LOV-2001-02-03-4", section, (("L", ledd), *items, *last))
    assert read_address(str(citation), {}) == citation
