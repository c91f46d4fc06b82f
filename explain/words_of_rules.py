"""The words rules are read aloud with: answers, units, comparisons, arithmetic, lists and days.

One row per concept: bokmål, nynorsk, English side by side. Looked up by `vocabulary.word`.
"""

from __future__ import annotations

WORDS: dict[str, tuple[str, str, str]] = {
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
}
