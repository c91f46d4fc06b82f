"""A policy small enough to know by heart, with one of everything the book tells of."""

from __future__ import annotations

POLICY = """\
language en
act eksempelloven LOV-2002-01-01-1
  nb "Eksempelloven"  nn "Eksempellova"  en "The Example Act"
  covers from 2010-01-01
entity applicant  nb "søkeren"  nn "søkjaren"  en "the applicant"
entity municipality  nb "kommunen"  nn "kommunen"  en "the municipality"
parameter base : money per year
  nb "grunnsatsen"  nn "grunnsatsen"  en "the base rate"
  basis § 2 ledd 2
  from 2023-01-01  100 000 kr  basis § 2 ledd 2
  from 2024-01-01  120 000 kr  basis § 2 ledd 2
service support_service
  nb "Stønad"  nn "Stønad"  en "Support"
  basis § 2
  described as nb "Penger til å leve av"  nn "Pengar til å leve av"  en "Money to live on"
  asks supported, support
right supported of applicant
  nb "rett til stønad"  nn "rett til stønad"  en "a right to support"
  nb met "Du har rett til stønad" not met "Du har ikke rett til stønad"
  nn met "Du har rett til stønad" not met "Du har ikkje rett til stønad"
  en met "You have a right to support" not met "You have no right to support"
  basis § 2 ledd 1
rule in_need
  nb "Den som bor her og er i nød, har rett til stønad"
  nn "Den som bur her og er i naud, har rett til stønad"
  en "A person who lives here and is in need has a right to support"
  basis § 2 ledd 1 punktum 1, § 1
  applicant has supported
  when lives_here and (in_need_now or income < 50 000 kr per year)
rule registered_here
  nb "Den som er registrert her, bor her"
  nn "Den som er registrert her, bur her"
  en "A person registered here lives here"
  basis § 1
  under who_lives reading registered
  applicant has supported
  when lives_here
exception in_prison to in_need
  nb "Den som er i fengsel, har ikke rett til stønad"
  nn "Den som er i fengsel, har ikkje rett til stønad"
  en "A person in prison has no right to support"
  basis § 2 ledd 1 punktum 2
  when imprisoned
exception on_leave to in_prison
  nb "Unntaket gjelder ikke under permisjon"
  nn "Unntaket gjeld ikkje under permisjon"
  en "The exception does not apply on leave"
  basis § 2 ledd 1 punktum 3
  in force from 2024-01-01
  when leave
amount support of applicant : money per year
  nb "stønaden"  nn "stønaden"  en "the support"
  basis § 2 ledd 2
rule amount_of_support
  nb "Stønaden er grunnsatsen"  nn "Stønaden er grunnsatsen"  en "The support is the base rate"
  basis § 2 ledd 2
  support is base
  when supported
fact lives_here of applicant : yes or no
  nb "bor i kommunen"  nn "bur i kommunen"  en "lives in the municipality"
  nb met "Du bor i kommunen" not met "Du bor ikke i kommunen"
  nn met "Du bur i kommunen" not met "Du bur ikkje i kommunen"
  en met "You live in the municipality" not met "You do not live in the municipality"
  basis § 1
  ask nb "Bor du i <kommunen>?"  nn "Bur du i <kommunen>?"  en "Do you live in the <municipality>?"
fact income of applicant : money per year
  nb "inntekten"  nn "inntekta"  en "the income"
  basis § 2
fact imprisoned of applicant : yes or no
  nb "i fengsel"  nn "i fengsel"  en "in prison"
fact leave of applicant : yes or no
  nb "permisjon"  nn "permisjon"  en "on leave"
discretion in_need_now of applicant : yes or no
  nb "om søkeren er i nød"  nn "om søkjaren er i naud"  en "whether the applicant is in need"
  basis § 2 ledd 1 punktum 1
  ask nb "Er søkeren i nød?"  nn "Er søkjaren i naud?"  en "Is the applicant in need?"
  standard
  authority municipality
  opens when lives_here
  must consider health  nb "helsen"  nn "helsa"  en "health"  basis § 1
  must not consider debt  nb "gjeld"  nn "gjeld"  en "debt"  basis § 3
  reasons required basis § 3
  review nb "prøves fullt ut"  nn "blir prøvd fullt ut"  en "reviewed in full" basis § 3
interpretation who_lives of § 1
  nb "hva det er å bo"  nn "kva det er å bu"  en "what living somewhere is"
  reading fact_of_living chosen nb "der man holder til"  nn "der ein held til"  en "where one stays"
    because nb "ordlyden"  nn "ordlyden"  en "the wording"
  reading registered nb "der man er registrert"  nn "der ein er registrert"  en "where one is registered"
    because nb "det er enklere"  nn "det er enklare"  en "it is simpler"
not formalised § 4
  affects support
  because nb "krever regnskap"  nn "krev rekneskap"  en "needs accounts"
organisational § 5
  because nb "om nemnda"  nn "om nemnda"  en "about the board"
property "support is never negative"
  basis § 2 ledd 2
  always support >= 0 kr per year
property "more income gives no right"
  supported never rises with income
case "in need and at home" on 2024-06-01
  given lives_here: yes, in_need_now: yes, imprisoned: no, leave: no
  expect supported: met by § 2 ledd 1
case "nobody has asked about prison" on 2024-06-01
  given lives_here: yes, in_need_now: yes
  expect supported: open waits for imprisoned
"""
