"""The words a page is told in: what things are called, who must do what, what is missing, days, and headings.

One row per concept: bokmål, nynorsk, English side by side. Looked up by `vocabulary.word`.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str, str]] = {
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
    "whether": ("om {it}", "om {it}", "whether {it}"),
    "norm_must": ("{body} skal {deed}", "{body} skal {deed}", "{body} must {deed}"),
    "norm_may": ("{body} kan {deed}", "{body} kan {deed}", "{body} may {deed}"),
    "norm_must_not": ("{body} skal ikke {deed}", "{body} skal ikkje {deed}", "{body} must not {deed}"),
    "norm_should": ("{body} bør {deed}", "{body} bør {deed}", "{body} should {deed}"),
    "norm_none": (
        "reglene sier ikke at {body} skal eller kan {deed}",
        "reglane seier ikkje at {body} skal eller kan {deed}",
        "the rules do not say that {body} must or may {deed}",
    ),
    "norm_none_must": (
        "{body} har ikke plikt til å {deed}",
        "{body} har ikkje plikt til å {deed}",
        "{body} has no duty to {deed}",
    ),
    "norm_none_may": (
        "reglene gir ikke {body} adgang til å {deed}",
        "reglane gir ikkje {body} høve til å {deed}",
        "the rules do not allow {body} to {deed}",
    ),
    "norm_none_must_may": (
        "reglene gir {body} verken plikt eller adgang til å {deed}",
        "reglane gir {body} korkje plikt eller høve til å {deed}",
        "the rules give {body} neither a duty nor a power to {deed}",
    ),
    "norm_none_must_not": (
        "reglene forbyr ikke {body} å {deed}",
        "reglane forbyr ikkje {body} å {deed}",
        "the rules do not forbid {body} to {deed}",
    ),
    "norm_none_all": (
        "reglene gir {body} verken plikt eller adgang til å {deed}, og forbyr det ikke",
        "reglane gir {body} korkje plikt eller høve til å {deed}, og forbyr det ikkje",
        "the rules give {body} neither a duty nor a power to {deed}, and do not forbid it",
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
        "reglene sier ikke at dette skal eller kan gjøres: {deed}",
        "reglane seier ikkje at dette skal eller kan gjerast: {deed}",
        "the rules do not say that this must or may be done: {deed}",
    ),
    "norm_none_must_passive": (
        "det er ikke plikt til å {deed}",
        "det er ikkje plikt til å {deed}",
        "there is no duty to {deed}",
    ),
    "norm_none_may_passive": (
        "reglene gir ikke adgang til å {deed}",
        "reglane gir ikkje høve til å {deed}",
        "the rules give no power to {deed}",
    ),
    "norm_none_must_may_passive": (
        "reglene gir verken plikt eller adgang til å {deed}",
        "reglane gir korkje plikt eller høve til å {deed}",
        "the rules give neither a duty nor a power to {deed}",
    ),
    "norm_none_must_not_passive": (
        "reglene forbyr ikke å {deed}",
        "reglane forbyr ikkje å {deed}",
        "the rules do not forbid anybody to {deed}",
    ),
    "norm_none_all_passive": (
        "reglene gir verken plikt eller adgang til å {deed}, og forbyr det ikke",
        "reglane gir korkje plikt eller høve til å {deed}, og forbyr det ikkje",
        "the rules give neither a duty nor a power to {deed}, and do not forbid it",
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
    "part_not_granted_person": (
        "Hvis vilkårene hadde vært oppfylt",
        "Dersom vilkåra hadde vore oppfylte",
        "Had the conditions been met",
    ),
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
