"""Rule files for an editor to open: an act in English, cases in bokmål, local rules in nynorsk, and the act's text."""

from __future__ import annotations

from tests.law.samples import act, ledd, section

RULES = """\
-- Støtte til blåbær 🫐 og annet
language en
act bærloven LOV-2001-01-01-1
  nb "Bærloven"  nn "Bærlova"  en "The Berry Act"
  covers from 2010-01-01
entity søker
  nb "søkeren"  nn "søkjaren"  en "the applicant"
fact alder of søker : years
  nb "alder"  nn "alder"  en "age"
  ask nb "🫐 Hvor gammel?"  nn "🫐 Kor gamal?"  en "🫐 How old?"
fact bolig of søker : one of hus, hytte
  nb "bolig"  nn "bustad"  en "home"
  ask nb "Hvilken bolig?"  nn "Kva bustad?"  en "What home?"
parameter sats_for_bær : money per month
  nb "satsen"  nn "satsen"  en "the rate"
  from 2023-01-01  100 kr  basis § 3
  from 2024-01-01  120 kr  basis § 3
right støtte of søker
  nb met "🫐 Du får støtte" not met "Du får ikke støtte"
  nn met "🫐 Du får stønad" not met "Du får ikkje stønad"
  en met "🫐 You get support" not met "You do not get support"
  basis § 2
rule gir_støtte  en "🫐 support"  nb "støtte"  nn "stønad"
  basis § 2
  søker has støtte
  when alder >= 18 years and bolig is hus
exception for_gammel to gir_støtte
  basis § 2
  when alder > 66 years
discretion tungt of søker : yes or no
  nb "om det er tungt"  nn "om det er tungt"  en "whether it is hard"
  ask nb "Er det tungt?"  nn "Er det tungt?"  en "Is it hard?"
  basis § 2
  standard
  must consider ryggen  nb "ryggen"  nn "ryggen"  en "🫐 the back"  basis § 2
exception for_tungt to gir_støtte
  basis § 2
  when tungt
amount utbetalt of søker : money per month
  nb "det som betales"  nn "det som blir betalt"  en "what is paid"
  basis § 3
rule full_sats
  basis § 3
  utbetalt is sats_for_bær + 5 kr
  when støtte
"""
CASES = """\
språk nb
lov bærloven
sak "🫐 en voksen i hus" på 2024-05-01
  gitt alder: 40 år, bolig: hus, tungt: nei
  vent utbetalt: 125 kr per måned, støtte: oppfylt ved § 2
sak "en som bor i hytte" på 2024-05-01
  gitt alder: 40 år, bolig: hytte, tungt: nei
  vent støtte: oppfylt
"""
LOCAL = """\
målform nn
lov bygda LOV-2020-01-01-1
bruker bærloven
omgrep ung av søker : ja eller nei
  nb "ung"  nn "ung"  en "young"
regel er_ung
  heimel § 1
  ung gjeld
  når bærloven.alder < 25 år
"""
LAW = act(
    section("2", "Støtte", ledd("Den som er voksen, får støtte til bær."))
    + section("3", "Sats", ledd("Støtten er en månedlig sats. Kommunen kan gi mer.")),
    id="LOV-2001-01-01-1",
    ref="lov/2001-01-01-1",
    title="Lov om bær",
    short="Bærloven",
    in_force="2010-01-01",
)
