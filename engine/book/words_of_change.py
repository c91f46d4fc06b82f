"""The words for what changed between two days, and for what is claimed of every case; the rest are in `words`.

Start reading at `CHANGES`.
"""

from __future__ import annotations

CHANGES: dict[str, tuple[str, str, str]] = {
    "changed_here": ("Endret her", "Endra her", "Changed here"),
    "changed_since": (
        "Noe her er endret mellom {before} og {after}.",
        "Noko her er endra mellom {before} og {after}.",
        "Something here changed between {before} and {after}.",
    ),
    "see_changes": ("Se hva som er endret", "Sjå kva som er endra", "See what changed"),
    "side_before": ("Før, {day}", "Før, {day}", "Before, {day}"),
    "side_after": ("Etter, {day}", "Etter, {day}", "After, {day}"),
    "side_only_before": (
        "Sto {before}, og ikke {after}.",
        "Stod {before}, og ikkje {after}.",
        "Was there on {before}, and not on {after}.",
    ),
    "side_only_after": (
        "Sto ikke {before}, og står {after}.",
        "Stod ikkje {before}, og står {after}.",
        "Was not there on {before}, and is on {after}.",
    ),
    "side_nothing": ("sto ikke", "stod ikkje", "was not there"),
    "change_says": ("Regelen sier", "Regelen seier", "The rule says"),
    "change_follows": ("Det som følger", "Det som følgjer", "What follows"),
    "change_when": ("Når", "Når", "When"),
    "change_notes": ("Merknader", "Merknader", "Notes"),
    "change_partial": ("Det andre er likt.", "Det andre er likt.", "The rest is the same."),
    "change_text": ("Lovteksten", "Lovteksta", "The text of the law"),
    "change_text_compared": (
        "Lovtekster sammenlignet ord for ord",
        "Lovtekster samanlikna ord for ord",
        "Texts of the law compared word by word",
    ),
    "change_text_same": (
        "Disse har vi slik de sto begge dagene. Der ingen endring er vist, er teksten den samme.",
        "Desse har vi slik dei stod begge dagane. Der inga endring er vist, er teksta den same.",
        "These we have as they stood on both days. Where no change is shown, the text is the same.",
    ),
    "change_text_not_compared": (
        "Lovteksten er ikke sammenlignet: vi har den ikke slik den sto begge dagene. Endringene under er i reglene "
        "våre.",
        "Lovteksta er ikkje samanlikna: vi har ho ikkje slik ho stod begge dagane. Endringane under er i reglane våre.",
        "The text of the law is not compared: we do not have it as it stood on both days. The changes below are in our "
        "rules.",
    ),
    "change_rests": ("Regler som bygger på dette", "Reglar som byggjer på dette", "Rules that rest on this"),
    "change_marks": (
        "Ord som er tatt ut, er strøket over; ord som er kommet til, er understreket.",
        "Ord som er tekne ut, er strokne over; ord som er komne til, er understreka.",
        "Words taken out are struck through; words that came are underlined.",
    ),
    "covered_yes": ("dekket av reglene", "dekt av reglane", "covered by the rules"),
    "covered_no": ("ikke dekket av reglene", "ikkje dekt av reglane", "not covered by the rules"),
    "change_means": ("Hva det betyr", "Kva det tyder", "What it means"),
    "change_means_about": (
        "For hvert utfall de endrede reglene kommer fram til: hvordan nytt står til gammelt, og hvordan vi vet det.",
        "For kvart utfall dei endra reglane kjem fram til: korleis det nye står til det gamle, og korleis vi veit det.",
        "For each outcome the changed rules arrive at: how the new stands to the old, and how it is known.",
    ),
    "change_known": ("Hvordan vi vet det", "Korleis vi veit det", "How it is known"),
    "change_outcome": ("Utfall", "Utfall", "Outcome"),
    "change_none": ("Ingenting er endret.", "Ingenting er endra.", "Nothing has changed."),
    "change_rest": (
        "{n} utfall til kan være berørt og er ikke sammenlignet her.",
        "{n} utfall til kan vere råka og er ikkje samanlikna her.",
        "{n} more outcomes may be affected and are not compared here.",
    ),
    "change_no_solver": (
        "Betydningen er ikke sammenlignet: det krever pakken for bevis.",
        "Tydinga er ikkje samanlikna: det krev pakken for prov.",
        "The meaning is not compared: that needs the package for proofs.",
    ),
    "relation_equal": ("likt", "likt", "equal"),
    "relation_wider": ("videre: oppfylt i flere saker", "vidare: oppfylt i fleire saker", "wider: met in more cases"),
    "relation_narrower": (
        "snevrere: oppfylt i færre saker",
        "snevrare: oppfylt i færre saker",
        "narrower: met in fewer cases",
    ),
    "relation_crossing": (
        "begge veier: mer i noen saker, mindre i andre",
        "begge vegar: meir i nokre saker, mindre i andre",
        "both ways: more in some cases, less in others",
    ),
    "relation_more": ("mer", "meir", "more"),
    "relation_less": ("mindre", "mindre", "less"),
    "relation_changed": ("annerledes", "annleis", "different"),
    "relation_not_decided": ("ikke avgjort", "ikkje avgjort", "not decided"),
    "relation_not_comparable": ("kan ikke sammenlignes", "kan ikkje samanliknast", "cannot be compared"),
    "level_structural": ("reglene er de samme", "reglane er dei same", "the rules are the same"),
    "level_complete": ("alle kombinasjoner er prøvd", "alle kombinasjonar er prøvde", "every combination was tried"),
    "level_solver": ("bevist", "prova", "proved"),
    "level_searched": ("prøvd på saker, ikke bevist", "prøvd på saker, ikkje prova", "tried on cases, not proved"),
    "level_none": ("ikke kjent", "ikkje kjent", "not known"),
}
PROPERTIES: dict[str, tuple[str, str, str]] = {
    "kind_property": ("egenskap", "eigenskap", "property"),
    "properties": ("Egenskaper", "Eigenskapar", "Properties"),
    "properties_about": (
        "Det reglene lover om alle saker. Hver påstand blir prøvd mot reglene av en bevisfører, som finner en sak der "
        "den ikke holder, eller beviser at ingen slik sak finnes, for lister med høyst to medlemmer.",
        "Det reglane lovar om alle saker. Kvar påstand blir prøvd mot reglane av ein provførar, som finn ei sak der "
        "han ikkje held, eller provar at inga slik sak finst, for lister med høgst to medlemmer.",
        "What the rules promise of every case. Each claim is tried against the rules by a prover, which finds a case "
        "where it fails, or proves that there is none, for lists of at most two members.",
    ),
    "property_always": ("Alltid:", "Alltid:", "Always:"),
    "property_always_any": ("Alltid minst ett av disse", "Alltid minst eitt av desse", "Always at least one of these"),
    "property_always_all": ("Alltid dette", "Alltid dette", "Always this"),
    "property_no_rise": (
        "{value} blir aldri høyere når {fact} {turns} og alt annet er likt.",
        "{value} blir aldri høgare når {fact} {turns} og alt anna er likt.",
        "{value} never rises when {fact} {turns} and all else is the same.",
    ),
    "property_no_fall": (
        "{value} blir aldri lavere når {fact} {turns} og alt annet er likt.",
        "{value} blir aldri lågare når {fact} {turns} og alt anna er likt.",
        "{value} never falls when {fact} {turns} and all else is the same.",
    ),
    "property_no_rise_answer": (
        "{value}: svaret går aldri fra nei til ja når {fact} {turns} og alt annet er likt.",
        "{value}: svaret går aldri frå nei til ja når {fact} {turns} og alt anna er likt.",
        "{value}: the answer never goes from no to yes when {fact} {turns} and all else is the same.",
    ),
    "property_no_fall_answer": (
        "{value}: svaret går aldri fra ja til nei når {fact} {turns} og alt annet er likt.",
        "{value}: svaret går aldri frå ja til nei når {fact} {turns} og alt anna er likt.",
        "{value}: the answer never goes from yes to no when {fact} {turns} and all else is the same.",
    ),
    "property_no_jump": (
        "{value} endrer seg aldri med mer enn {limit} for hver {step} som legges til {fact}, når alt annet er likt.",
        "{value} endrar seg aldri med meir enn {limit} for kvar {step} som blir lagd til {fact}, når alt anna er likt.",
        "{value} never changes by more than {limit} for each {step} added to {fact}, when all else is the same.",
    ),
    "property_same": (
        "{fact} har ingenting å si for {value}, når alt annet er likt.",
        "{fact} har ingenting å seie for {value}, når alt anna er likt.",
        "{value} does not depend on {fact} when all else is the same.",
    ),
    "turns_up": ("øker", "aukar", "rises"),
    "turns_yes": ("går fra nei til ja", "går frå nei til ja", "goes from no to yes"),
    "property_name": (
        "Forfatterens navn på egenskapen",
        "Forfattaren sitt namn på eigenskapen",
        "The author's name for it",
    ),
    "property_checked": ("Kontroll", "Kontroll", "Check"),
    "property_proved": (
        "Bevist for alle saker da boka ble laget (lister med høyst to medlemmer).",
        "Prova for alle saker då boka blei laga (lister med høgst to medlemmer).",
        "Proved for every case when the book was made (lists of at most two members).",
    ),
    "property_refuted": (
        "Motbevist: det finnes en sak der dette ikke holder. Reglene må rettes.",
        "Motprova: det finst ei sak der dette ikkje held. Reglane må rettast.",
        "Refuted: there is a case where this fails. The rules must be mended.",
    ),
    "property_empty": (
        "Gjelder ingen sak: vilkårene er aldri oppfylt.",
        "Gjeld inga sak: vilkåra er aldri oppfylte.",
        "Of no case: its conditions are never met.",
    ),
    "property_not_decided": (
        "Ikke avgjort: verken bevist eller motbevist.",
        "Ikkje avgjort: verken prova eller motprova.",
        "Not decided: neither proved nor refuted.",
    ),
    "property_not_tried": (
        "Prøves mot alle saker med kommandoen hjemmel verify; det ble ikke gjort da denne boka ble laget.",
        "Blir prøvd mot alle saker med kommandoen hjemmel verify; det blei ikkje gjort då denne boka blei laga.",
        "Tried against every case by the command hjemmel verify; that was not done when this book was made.",
    ),
}
