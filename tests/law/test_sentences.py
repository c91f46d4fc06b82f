"""Where sentences end: at stops, and never in the words, numbers and dates that are written with one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.law.sentences import digest, normalised, split

ONE = [
    "Etter § 3 nr. 2, jf. første ledd nr. 4, er satsen kr. 500 pr. dag.",
    "Gebyret følger av kap. 4 og § 7 bokstav a. i forskriften.",
    "Loven gjelder fra 1. januar 2024 kl. 12.00 og til 31. desember 2025.",
    "Retten gjelder pleie, omsorg m.m. for den som bor hjemme.",
    "Kommunen dekker reise mv. etter avtale.",
    "Det gis bl.a. opplæring, f.eks. kurs, dvs. undervisning.",
    "Det gis bl. a. Opplæring.",
    "Fradraget er 40 pst. av beløpet.",
    "Vedtaket er gitt av H. M. Kongen i statsråd.",
    "Stiftelsen er oppkalt etter Ola N. Hansen.",
    "Bestemmelsen i annet ledd 3. punktum gjelder ikke.",
    "Se forordning (EU) nr. 492/2011 art. 7 nr. 2.",
    "Etter lov 3. mars 2001 nr. 4 er 2. 3. og 4. klasse fritatt.",
    "Prisen er ca. 5 kroner, iflg. Prop. 12 L og Ot.prp. Nr. 3.",
]
SEVERAL = [
    ("Kommunen svarer. Den skal begrunne svaret.", 2),
    ("Gjelder det barn? Da skal barnet høres! Barnet kan si nei.", 3),
    ("Dette gjelder pleie m.m. Kommunen kan gi mer.", 2),
    ("Fradraget er 40 pst. Resten betales av staten.", 2),
    ("Retten gjelder ikke. (Den gjelder likevel barn.) Unntak kan gjøres.", 3),
    ("«Barn» betyr person under 18 år. «Foreldre» betyr den som har omsorgen.", 2),
    ("Han sa «ja.» Kommunen må svare.", 2),
    ("Fristen er 3 uker. § 4 gjelder tilsvarende.", 2),
    ("Satsen følger av § 5. 2 pst. trekkes fra.", 1),
    ("Se bokstav a. Dette gjelder ikke barn.", 2),
    ("Reglene står i kapittel 5 A. Departementet kan gi forskrift.", 2),
    ("Se vedlegg V. Departementet kan endre det.", 2),
    ("Fristen er 1. januar 2024. Den kan forlenges.", 2),
    ("(1) Kommunen svarer. (2) Den begrunner.", 2),
]


@pytest.mark.parametrize("text", ONE)
def test_one_sentence_stays_one(text: str) -> None:
    assert split(text) == [text]


@pytest.mark.parametrize(("text", "count"), SEVERAL)
def test_several_sentences_are_told_apart(text: str, count: int) -> None:
    assert len(split(text)) == count, split(text)


@given(st.text(alphabet="aBÅ.!? §1(«»)jfnr \u00a0", max_size=60))
def test_splitting_loses_and_adds_nothing(text: str) -> None:
    words = normalised(text)
    sentences = split(words)
    assert " ".join(sentences) == words
    assert all(sentence == normalised(sentence) != "" for sentence in sentences)


def test_layout_does_not_change_a_hash_and_words_do() -> None:
    assert digest(normalised("Kommunen\u00a0skal\n  svare.")) == digest(normalised("Kommunen skal svare."))
    assert digest(normalised("a\u030a")) == digest(normalised("å"))
    assert digest(normalised("Kommunen kan svare.")) != digest(normalised("Kommunen skal svare."))
