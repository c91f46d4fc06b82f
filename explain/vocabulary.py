"""The small words a page is built from, one row per concept: bokmål, nynorsk, English side by side.

Sentences live in `templates/`; here are the words that expressions, values and headings need.
Start reading at `word`.
"""

from __future__ import annotations

LANGUAGES = ("nb", "nn", "en")

_WORDS: dict[str, tuple[str, str, str]] = {
    # answers
    "yes": ("ja", "ja", "yes"),
    "no": ("nei", "nei", "no"),
    "met": ("oppfylt", "oppfylt", "met"),
    "not_met": ("ikke oppfylt", "ikkje oppfylt", "not met"),
    "open": ("uavklart", "uavklart", "open"),
    "exception_away": ("unntaket gjelder ikke", "unntaket gjeld ikkje", "the exception does not apply"),
    # what a body must or may do
    "effect_must": ("skal", "skal", "must"),
    "effect_may": ("kan", "kan", "may"),
    "effect_must_not": ("skal ikke", "skal ikkje", "must not"),
    "effect_should": ("bør", "bør", "should"),
    "effect_none": ("ingen virkning", "ingen verknad", "no effect"),
    # units
    "in_the_year": (" i året", " i året", " a year"),
    "unit_kr": ("krone", "krone", "krone"),
    "unit_krs": ("kroner", "kroner", "kroner"),
    "unit_year": ("år", "år", "year"),
    "unit_years": ("år", "år", "years"),
    "unit_month": ("måned", "månad", "month"),
    "unit_months": ("måneder", "månader", "months"),
    "unit_week": ("uke", "veke", "week"),
    "unit_weeks": ("uker", "veker", "weeks"),
    "unit_day": ("dag", "dag", "day"),
    "unit_days": ("dager", "dagar", "days"),
    "unit_hour": ("time", "time", "hour"),
    "unit_hours": ("timer", "timar", "hours"),
    # comparisons of numbers, as they are and as they are not
    "<": ("under", "under", "below"),
    "<=": ("høyst", "høgst", "at most"),
    ">": ("over", "over", "above"),
    ">=": ("minst", "minst", "at least"),
    "=": ("lik", "lik", "equal to"),
    "!=": ("noe annet enn", "noko anna enn", "other than"),
    # comparisons of dates
    "date<": ("før", "før", "before"),
    "date<=": ("senest", "seinast", "no later than"),
    "date>": ("etter", "etter", "after"),
    "date>=": ("tidligst", "tidlegast", "no earlier than"),
    "date=": ("den", "den", "on"),
    "date!=": ("en annen dag enn", "ein annan dag enn", "on another day than"),
    "between": ("fra {low} til {high}", "frå {low} til {high}", "from {low} to {high}"),
    "outside": ("utenfor {low} til {high}", "utanfor {low} til {high}", "outside {low} to {high}"),
    # joining
    "and": ("og", "og", "and"),
    "or": ("eller", "eller", "or"),
    "not_alone": (
        "Å endre bare dette ville ikke vært nok.",
        "Å endre berre dette ville ikkje vore nok.",
        "Changing only this would not have been enough.",
    ),
    "none_alone": (
        "Å endre bare ett av dette ville ikke vært nok.",
        "Å endre berre eitt av dette ville ikkje vore nok.",
        "Changing only one of these would not have been enough.",
    ),
    "and_clause": (", og", ", og", ", and"),
    "you": ("deg", "deg", "you"),
    "withheld": (
        "parten får ikke se dette etter {basis}",
        "parten får ikkje sjå dette etter {basis}",
        "the party may not see this under {basis}",
    ),
    # arithmetic, read aloud
    "plus": ("pluss", "pluss", "plus"),
    "minus": ("minus", "minus", "minus"),
    "times": ("ganger", "gonger", "times"),
    "divided": ("delt på", "delt på", "divided by"),
    "share": ("{share} av {whole}", "{share} av {whole}", "{share} of {whole}"),
    "lesser": ("det minste av {parts}", "det minste av {parts}", "the lesser of {parts}"),
    "greater": ("det største av {parts}", "det største av {parts}", "the greater of {parts}"),
    "at_most": ("{part}, men høyst {limit}", "{part}, men høgst {limit}", "{part}, but at most {limit}"),
    "at_least": ("{part}, men minst {limit}", "{part}, men minst {limit}", "{part}, but at least {limit}"),
    "round_down": (
        "{part}, rundet ned til nærmeste {step}",
        "{part}, runda ned til næraste {step}",
        "{part}, rounded down to the nearest {step}",
    ),
    "round_up": (
        "{part}, rundet opp til nærmeste {step}",
        "{part}, runda opp til næraste {step}",
        "{part}, rounded up to the nearest {step}",
    ),
    "round_nearest": (
        "{part}, avrundet til nærmeste {step}",
        "{part}, avrunda til næraste {step}",
        "{part}, rounded to the nearest {step}",
    ),
    "half_up": ("{part} (halve rundes opp)", "{part} (halve blir runda opp)", "{part} (halves go up)"),
    "half_down": ("{part} (halve rundes ned)", "{part} (halve blir runda ned)", "{part} (halves go down)"),
    "half_even": (
        "{part} (halve rundes til partall)",
        "{part} (halve blir runda til partal)",
        "{part} (halves go to the even one)",
    ),
    "if": (
        "{then} hvis {condition}, ellers {otherwise}",
        "{then} dersom {condition}, elles {otherwise}",
        "{then} if {condition}, otherwise {otherwise}",
    ),
    "if_this": (
        "{then} når dette er oppfylt: {condition}; ellers {otherwise}",
        "{then} når dette er oppfylt: {condition}; elles {otherwise}",
        "{then} where this is met: {condition}; otherwise {otherwise}",
    ),
    "otherwise": ("det som ellers gjelder", "det som elles gjeld", "what otherwise applies"),
    # lists and days
    "count": (
        "antallet på listen {list}{where}",
        "talet på lista {list}{where}",
        "the number on the list {list}{where}",
    ),
    "sum": (
        "summen av {body} for alle på listen {list}{where}",
        "summen av {body} for alle på lista {list}{where}",
        "the sum of {body} for all on the list {list}{where}",
    ),
    "least": (
        "det minste av {body} for alle på listen {list}{where}",
        "det minste av {body} for alle på lista {list}{where}",
        "the least of {body} for all on the list {list}{where}",
    ),
    "greatest": (
        "det største av {body} for alle på listen {list}{where}",
        "det største av {body} for alle på lista {list}{where}",
        "the greatest of {body} for all on the list {list}{where}",
    ),
    "any": (
        "minst én på listen {list}{where}",
        "minst éin på lista {list}{where}",
        "at least one on the list {list}{where}",
    ),
    "every": ("alle på listen {list}{where}", "alle på lista {list}{where}", "all on the list {list}{where}"),
    "where": (
        " (der dette er oppfylt: {condition})",
        " (der dette er oppfylt: {condition})",
        " (where this is met: {condition})",
    ),
    "days_where": (
        "antall dager fra {first} til {last} der {condition}",
        "talet på dagar frå {first} til {last} der {condition}",
        "the number of days from {first} to {last} where {condition}",
    ),
    "sum_days": (
        "summen av {body} for hver dag fra {first} til {last}{where}",
        "summen av {body} for kvar dag frå {first} til {last}{where}",
        "the sum of {body} over each day from {first} to {last}{where}",
    ),
    "began": (
        "første dag i den sammenhengende perioden med {condition}",
        "første dag i den samanhengande perioden med {condition}",
        "the first day of the unbroken period with {condition}",
    ),
    "on_day": ("{part} per {day}", "{part} per {day}", "{part} as of {day}"),
    "on_date": ("{part} den {day}", "{part} den {day}", "{part} on {day}"),
    "after": ("{count} etter {day}", "{count} etter {day}", "{count} after {day}"),
    "before": ("{count} før {day}", "{count} før {day}", "{count} before {day}"),
    "full_year": (
        "antall hele år fra {first} til {last}",
        "talet på heile år frå {first} til {last}",
        "the number of full years from {first} to {last}",
    ),
    "full_month": (
        "antall hele måneder fra {first} til {last}",
        "talet på heile månader frå {first} til {last}",
        "the number of full months from {first} to {last}",
    ),
    "full_week": (
        "antall hele uker fra {first} til {last}",
        "talet på heile veker frå {first} til {last}",
        "the number of full weeks from {first} to {last}",
    ),
    "full_day": (
        "antall dager fra {first} til {last}",
        "talet på dagar frå {first} til {last}",
        "the number of days from {first} to {last}",
    ),
    "year_of": ("årstallet for {day}", "årstalet for {day}", "the year of {day}"),
    "first_of_year": (
        "første dag i året for {day}",
        "første dag i året for {day}",
        "the first day of the year of {day}",
    ),
    "first_of_this_year": ("1. januar samme år", "1. januar same år", "1 January of the same year"),
    "moved": (
        "{day}, flyttet fram forbi fridager ({calendar})",
        "{day}, flytta fram forbi fridagar ({calendar})",
        "{day}, moved past free days ({calendar})",
    ),
    "the_day": ("dagen saken gjelder", "dagen saka gjeld", "the day in question"),
    "used": ("bruk av adgangen til å {power}", "bruk av høvet til å {power}", "use of the power to {power}"),
    "set_by_use": ("det som er fastsatt for å {power}", "det som er fastsett for å {power}", "what was set to {power}"),
    "is": ("{part} er {what}", "{part} er {what}", "{part} is {what}"),
    "used_yes": ("adgangen til å {name} er brukt", "høvet til å {name} er brukt", "the power to {name} has been used"),
    "used_no": (
        "adgangen til å {name} er ikke brukt",
        "høvet til å {name} er ikkje brukt",
        "the power to {name} has not been used",
    ),
    "some": (
        "minst én på listen {list} oppfyller dette: {condition}",
        "minst éin på lista {list} oppfyller dette: {condition}",
        "at least one on the list {list} meets this: {condition}",
    ),
    "none": (
        "ingen på listen {list} oppfyller dette: {condition}",
        "ingen på lista {list} oppfyller dette: {condition}",
        "nobody on the list {list} meets this: {condition}",
    ),
    "all": (
        "alle på listen {list} oppfyller dette: {condition}",
        "alle på lista {list} oppfyller dette: {condition}",
        "everybody on the list {list} meets this: {condition}",
    ),
    "not_all": (
        "ikke alle på listen {list} oppfyller dette: {condition}",
        "ikkje alle på lista {list} oppfyller dette: {condition}",
        "not everybody on the list {list} meets this: {condition}",
    ),
    "nobody": ("det er ingen på listen {list}", "det er ingen på lista {list}", "there is nobody on the list {list}"),
    # the same, as a person is told it: the list's own words, without speaking of a list
    "count_person": ("antallet av {list}{where}", "talet på {list}{where}", "the number of {list}{where}"),
    "sum_person": (
        "summen av {body} for {list}{where}",
        "summen av {body} for {list}{where}",
        "the sum of {body} for {list}{where}",
    ),
    "least_person": (
        "det minste av {body} blant {list}{where}",
        "det minste av {body} blant {list}{where}",
        "the least of {body} among {list}{where}",
    ),
    "greatest_person": (
        "det største av {body} blant {list}{where}",
        "det største av {body} blant {list}{where}",
        "the greatest of {body} among {list}{where}",
    ),
    "any_person": (
        "minst én blant {list}{where}",
        "minst éin blant {list}{where}",
        "at least one among {list}{where}",
    ),
    "every_person": ("alle blant {list}{where}", "alle blant {list}{where}", "all among {list}{where}"),
    "where_person": (
        " (bare der dette gjelder: {condition})",
        " (berre der dette gjeld: {condition})",
        " (only where this is so: {condition})",
    ),
    "where_nobody": (" (ingen er oppgitt)", " (ingen er oppgitt)", " (there are none)"),
    "some_person": (
        "dette gjelder minst én blant {list}: {condition}",
        "dette gjeld minst éin blant {list}: {condition}",
        "this is so for at least one among {list}: {condition}",
    ),
    "none_person": (
        "dette gjelder ingen blant {list}: {condition}",
        "dette gjeld ingen blant {list}: {condition}",
        "this is so for none among {list}: {condition}",
    ),
    "all_person": (
        "dette gjelder alle blant {list}: {condition}",
        "dette gjeld alle blant {list}: {condition}",
        "this is so for all among {list}: {condition}",
    ),
    "not_all_person": (
        "dette gjelder ikke alle blant {list}: {condition}",
        "dette gjeld ikkje alle blant {list}: {condition}",
        "this is not so for all among {list}: {condition}",
    ),
    "nobody_person": (
        "ingen er oppgitt under «{list}»",
        "ingen er oppgitt under «{list}»",
        "there are none under “{list}”",
    ),
    # names
    "unnamed": ("{name} [mangler ord]", "{name} [manglar ord]", "{name} [no words given]"),
    "member": ("{name} ({member})", "{name} ({member})", "{name} ({member})"),
    "ordinal": ("{entity} nr. {number}", "{entity} nr. {number}", "{entity} no. {number}"),
    "in_force_from": ("i kraft fra {first}", "i kraft frå {first}", "in force from {first}"),
    "in_force_to": ("i kraft til og med {last}", "i kraft til og med {last}", "in force until {last} inclusive"),
    "in_force_from_to": (
        "i kraft fra {first} til og med {last}",
        "i kraft frå {first} til og med {last}",
        "in force from {first} to {last} inclusive",
    ),
    "exact": ("eksakt {value}", "eksakt {value}", "exactly {value}"),
    # what a body must or may do, as a clause
    "norm_must": ("{body} skal {deed}", "{body} skal {deed}", "{body} must {deed}"),
    "norm_may": ("{body} kan {deed}", "{body} kan {deed}", "{body} may {deed}"),
    "norm_must_not": ("{body} skal ikke {deed}", "{body} skal ikkje {deed}", "{body} must not {deed}"),
    "norm_should": ("{body} bør {deed}", "{body} bør {deed}", "{body} should {deed}"),
    "norm_none": (
        "{body} har verken plikt, adgang eller forbud når det gjelder å {deed}",
        "{body} har verken plikt, høve eller forbod når det gjeld å {deed}",
        "{body} has neither duty, power nor prohibition as to this: {deed}",
    ),
    "norm_must_passive": ("dette skal gjøres: {deed}", "dette skal gjerast: {deed}", "this must be done: {deed}"),
    "norm_may_passive": ("dette kan gjøres: {deed}", "dette kan gjerast: {deed}", "this may be done: {deed}"),
    "norm_must_not_passive": (
        "dette skal ikke gjøres: {deed}",
        "dette skal ikkje gjerast: {deed}",
        "this must not be done: {deed}",
    ),
    "norm_should_passive": ("dette bør gjøres: {deed}", "dette bør gjerast: {deed}", "this should be done: {deed}"),
    "norm_none_passive": (
        "det er verken plikt, adgang eller forbud når det gjelder å {deed}",
        "det er verken plikt, høve eller forbod når det gjeld å {deed}",
        "there is neither duty, power nor prohibition as to this: {deed}",
    ),
    "decision": ("avgjørelsen", "avgjerda", "the decision"),
    # what is missing from an assessment
    "lack_reasons": ("begrunnelse", "grunngiving", "reasons"),
    "lack_role": ("rett avgjørende myndighet", "rett avgjerande styresmakt", "a decision by the right authority"),
    "lack_departure": (
        "grunnen til å fravike veiledningen",
        "grunnen til å fråvike rettleiinga",
        "the reason for departing from guidance",
    ),
    "lack_consideration": ("{name}", "{name}", "{name}"),
    "lack_forbidden": (
        "en vurdering uten {name}, som ikke skal telle",
        "ei vurdering utan {name}, som ikkje skal telje",
        "an assessment without {name}, which must not count",
    ),
    "lack_at_least": (
        "et svar som ikke er under den nedre grensen",
        "eit svar som ikkje er under den nedre grensa",
        "an answer that is not below the lower limit",
    ),
    "lack_at_most": (
        "et svar som ikke er over den øvre grensen",
        "eit svar som ikkje er over den øvre grensa",
        "an answer that is not above the upper limit",
    ),
    # the dates of a decision
    "date_the_day": ("dagen saken gjelder", "dagen saka gjeld", "the day in question"),
    "date_decided_on": ("avgjort", "avgjort", "decided on"),
    # a fact that is otherwise
    "turned": ("{name}: {value}", "{name}: {value}", "{name}: {value}"),
    "turned_up": ("{name}: {value} eller mer", "{name}: {value} eller meir", "{name}: {value} or more"),
    "turned_down": ("{name}: {value} eller mindre", "{name}: {value} eller mindre", "{name}: {value} or less"),
    "turned_up_day": ("{name}: {value} eller senere", "{name}: {value} eller seinare", "{name}: {value} or later"),
    "turned_down_day": (
        "{name}: {value} eller tidligere",
        "{name}: {value} eller tidlegare",
        "{name}: {value} or earlier",
    ),
    "somebody": ("navngitt kilde", "namngitt kjelde", "a named source"),
    # stretches of days
    "span": ("{first} til og med {last}", "{first} til og med {last}", "{first} to {last} inclusive"),
    "from_to": ("fra {first} til og med {last}", "frå {first} til og med {last}", "from {first} to {last} inclusive"),
    "from": ("fra {first}", "frå {first}", "from {first}"),
    "to": ("til og med {last}", "til og med {last}", "until {last} inclusive"),
    "on_date_only": ("{day}", "{day}", "{day}"),
    "on_one": ("{first}", "{first}", "{first}"),
    # headings
    "heading_person": ("Begrunnelse for svaret", "Grunngiving for svaret", "Reasons for the answer"),
    "heading_caseworker": ("Saken, vilkår for vilkår", "Saka, vilkår for vilkår", "The case, condition by condition"),
    "heading_quality": ("Gjennomgang av saken", "Gjennomgang av saka", "Review of the case"),
    "heading_lawyer": ("Saken, rettslig gjennomgått", "Saka, rettsleg gjennomgått", "The case, reviewed in law"),
    "part_notices": ("Les dette først", "Les dette først", "Read this first"),
    "part_outcome": ("Svaret", "Svaret", "The answer"),
    "part_ready": ("Ikke klar", "Ikkje klar", "Not ready"),
    "part_ready_person": ("Svaret", "Svaret", "The answer"),
    "part_facts": ("Opplysninger", "Opplysningar", "Facts"),
    "part_facts_person": ("Dette har vi lagt til grunn", "Dette har vi lagt til grunn", "What we have relied on"),
    "part_spare": ("Opplysninger", "Opplysningar", "Facts"),
    "part_spare_person": ("Dette har vi lagt til grunn", "Dette har vi lagt til grunn", "What we have relied on"),
    "part_grounds": ("Vilkår og unntak", "Vilkår og unntak", "Conditions and exceptions"),
    "part_grounds_person": ("Derfor er svaret slik", "Derfor er svaret slik", "Why this is the answer"),
    "part_rules": ("Reglene", "Reglane", "The rules"),
    "part_amount": ("Beregning", "Utrekning", "Calculation"),
    "part_amount_person": ("Slik har vi regnet", "Slik har vi rekna", "How we have calculated"),
    "part_open": ("Uavklart", "Uavklart", "Open points"),
    "part_open_person": ("Dette mangler ennå", "Dette manglar enno", "What is still missing"),
    "part_not_granted": ("Beregnet, men ikke innvilget", "Rekna ut, men ikkje innvilga", "Calculated, and not granted"),
    "part_changes": ("Hva ville endret svaret?", "Kva ville endra svaret?", "What would change the answer?"),
    "part_review": ("Rett, faktum eller skjønn", "Rett, faktum eller skjønn", "Law, fact or discretion"),
    "part_quality": ("Er det riktig, og likt?", "Er det rett, og likt?", "Is it right, and like the others?"),
    "part_considered": ("Vi har også vurdert", "Vi har også vurdert", "We have also considered"),
    "part_discretion": ("Skjønn", "Skjønn", "Discretion"),
    "part_discretion_person": ("Vurderinger", "Vurderingar", "Assessments"),
    "part_duties": ("Plikter i saken", "Plikter i saka", "Duties in the case"),
    "part_readings": ("Tolkninger det bygger på", "Tolkingar det byggjer på", "Interpretations relied on"),
    "part_not_formalised": ("Ikke formalisert", "Ikkje formalisert", "Not formalised"),
    "part_not_formalised_person": (
        "Dette er ikke med i beregningen",
        "Dette er ikkje med i utrekninga",
        "What is not part of this calculation",
    ),
    "part_values": ("Satser og verdier som er lest", "Satsar og verdiar som er lesne", "Rates and values read"),
    "part_values_person": ("Satser vi har brukt", "Satsar vi har brukt", "Rates we have used"),
    "part_rests": ("Svaret bygger på", "Svaret byggjer på", "The answer rests on"),
    "part_law_text": ("Ordene i loven", "Orda i lova", "The words of the law, in Norwegian"),
    "law_text": ("Lovteksten", "Lovteksten", "The words of the law"),
    "law_text_edition": (
        "{act}, slik teksten lød {day}",
        "{act}, slik teksten lydde {day}",
        "{act}, as the text read on {day}",
    ),
    "law_text_as_adopted": (
        "{act}, slik den ble vedtatt",
        "{act}, slik ho vart vedteken",
        "{act}, as it was adopted",
    ),
    "law_text_not_in_force": (
        "{act}, vedtatt og ikke satt i kraft",
        "{act}, vedteken og ikkje sett i kraft",
        "{act}, adopted and not in force",
    ),
    "law_text_not_before": (
        "{act}, en tekst som ikke er eldre enn {day}",
        "{act}, ein tekst som ikkje er eldre enn {day}",
        "{act}, a text no older than {day}",
    ),
    "law_text_no_day": (
        "{act}, en tekst uten dag",
        "{act}, ein tekst utan dag",
        "{act}, a text without a day",
    ),
    "law_text_no_act": (
        "ikke gjengitt, for teksten er ikke i lageret",
        "ikkje attgjeve, for teksten er ikkje i lageret",
        "not quoted, as the text is not in the store",
    ),
    "law_text_whole_act": (
        "ikke gjengitt, for det er vist til hele dokumentet",
        "ikkje attgjeve, for det er vist til heile dokumentet",
        "not quoted, as the whole document is cited",
    ),
    "law_text_other_days": (
        "ikke gjengitt, for lageret har ikke teksten fra de dagene dette gjelder for",
        "ikkje attgjeve, for lageret har ikkje teksten frå dei dagane dette gjeld for",
        "not quoted, as the store does not have the text of the days this is for",
    ),
    "law_text_no_address": (
        "ikke gjengitt, for teksten i lageret har ikke denne adressen",
        "ikkje attgjeve, for teksten i lageret har ikkje denne adressa",
        "not quoted, as the text in the store does not have this address",
    ),
    "law_text_changed": (
        "ikke gjengitt, for paragrafen ble sist endret {day}, og lageret har ikke den eldre teksten",
        "ikkje attgjeve, for paragrafen vart sist endra {day}, og lageret har ikkje den eldre teksten",
        "not quoted, as the section was last amended on {day} and the store does not have the older text",
    ),
    "law_text_changed_later": (
        "ikke gjengitt, for paragrafen ble endret {day}, og lageret har bare den eldre teksten",
        "ikkje attgjeve, for paragrafen vart endra {day}, og lageret har berre den eldre teksten",
        "not quoted, as the section was amended on {day} and the store has only the older text",
    ),
    "part_record": ("Datoer og versjoner", "Datoar og versjonar", "Dates and versions"),
    "applies": (
        "Svaret gjelder {days} og bygger på {act}.",
        "Svaret gjeld {days} og byggjer på {act}.",
        "The answer is for {days} and rests on {act}.",
    ),
    "edition": ("slik reglene leses for {days}", "slik reglane blir lesne for {days}", "the rules as read for {days}"),
    "display_note": (
        "Beløp er vist med to desimaler. Det er ikke en avrunding etter loven.",
        "Beløp er viste med to desimalar. Det er ikkje ei avrunding etter lova.",
        "Amounts are shown with two decimals. That is not a rounding made by law.",
    ),
}


def word(concept: str, language: str) -> str:
    """The word for a concept; an unknown concept is a bug and raises `KeyError`.

    >>> word("not_met", "nn")
    'ikkje oppfylt'
    """
    return _WORDS[concept][LANGUAGES.index(language)]


def has_word(concept: str) -> bool:
    """Whether there is a word for the concept."""
    return concept in _WORDS


def joined(parts: list[str], language: str, by: str = "and") -> str:
    """A list in one phrase: `a, b og c`."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word(by, language)} {parts[-1]}".replace(" , ", ", ")
