"""The words of the book's own pages, one row per concept: bokmål, nynorsk, English side by side.

Start reading at `word`.
"""

from __future__ import annotations

from engine.book.words_of_change import CHANGES, PROPERTIES

_WORDS: dict[str, tuple[str, str, str]] = {
    # the frame
    "book": ("Regelbok", "Regelbok", "Policy book"),
    "skip": ("Hopp til innholdet", "Hopp til innhaldet", "Skip to the content"),
    "language": ("Språk", "Språk", "Language"),
    "path": ("Brødsmuler", "Brødsmular", "Breadcrumb"),
    "main_menu": ("Innhold i boka", "Innhald i boka", "Contents of the book"),
    "search": ("Søk", "Søk", "Search"),
    "search_label": ("Søk i regelboka", "Søk i regelboka", "Search the policy book"),
    "search_hint": (
        "Skriv en paragraf, et ord fra en regel eller navnet på en stønad.",
        "Skriv ein paragraf, eit ord frå ein regel eller namnet på ein stønad.",
        "Write a section, a word of a rule, or the name of a benefit.",
    ),
    "search_no_script": (
        "Søket trenger skript, og nettleseren kjører ingen. Se i registeret i stedet:",
        "Søket treng skript, og nettlesaren køyrer ingen. Sjå i registeret i staden:",
        "Searching needs scripts, and the browser runs none. Look in the index instead:",
    ),
    "search_none": ("Ingen treff.", "Ingen treff.", "Nothing found."),
    "search_found": ("{n} treff.", "{n} treff.", "{n} found."),
    "search_more": (
        "De første {n} er vist. Skriv flere ord for å finne færre.",
        "Dei første {n} er viste. Skriv fleire ord for å finne færre.",
        "The first {n} are shown. Write more words to find fewer.",
    ),
    "on_this_page": ("På denne siden", "På denne sida", "On this page"),
    "previous": ("Forrige", "Førre", "Previous"),
    "next": ("Neste", "Neste", "Next"),
    "neighbours": ("Bestemmelsen før og etter", "Føresegna før og etter", "The provision before and after"),
    "not_law": (
        "Dette er vår lesning av reglene, slik de brukes når saker avgjøres automatisk. Det er lovteksten som gjelder.",
        "Dette er vår lesing av reglane, slik dei blir brukte når saker blir avgjorde automatisk. Det er lovteksta som "
        "gjeld.",
        "This is our reading of the rules, as they are used when cases are decided automatically. The Norwegian text "
        "of the law is what applies.",
    ),
    "published": (
        "Boka viser det rettslige innholdet i det automatiserte systemet, jf. forvaltningsloven (lov 20. juni 2025 "
        "nr. 81) § 13.",
        "Boka viser det rettslege innhaldet i det automatiserte systemet, jf. forvaltningslova (lov 20. juni 2025 "
        "nr. 81) § 13.",
        "The book shows the legal content of the automated system, see the Public Administration Act of 2025 (Act of "
        "20 June 2025 no. 81) § 13.",
    ),
    "published_by": ("Utgitt av {name}.", "Utgjeve av {name}.", "Published by {name}."),
    "as_of": ("Regler i kraft {day}.", "Reglar i kraft {day}.", "Rules in force on {day}."),
    "all_days": (
        "Alle regler er med, også de som gjaldt før; dagene står ved hver regel.",
        "Alle reglar er med, òg dei som gjaldt før; dagane står ved kvar regel.",
        "All rules are here, also those that applied before; the days stand at each rule.",
    ),
    "made_of": (
        "Regelverket har avtrykket {digest}.",
        "Regelverket har avtrykket {digest}.",
        "Digest of the rules: {digest}.",
    ),
    # front page and indexes
    "acts": ("Lover og forskrifter", "Lover og forskrifter", "Acts and regulations"),
    "indexes": ("Finn fram", "Finn fram", "Find your way"),
    "services": ("Tjenester", "Tenester", "Services"),
    "services_about": (
        "Det en person kan be om, hvor det står, og hva som avgjør.",
        "Det ein person kan be om, kvar det står, og kva som avgjer.",
        "What a person may ask for, where it stands, and what settles it.",
    ),
    "terms": ("Begreper A–Å", "Omgrep A–Å", "Terms A–Z"),
    "terms_about": (
        "Alt reglene spør om eller kommer fram til, i alfabetisk rekkefølge.",
        "Alt reglane spør om eller kjem fram til, i alfabetisk rekkjefølgje.",
        "Everything the rules ask for or arrive at, in alphabetical order.",
    ),
    "parameters": ("Satser og beløp", "Satsar og beløp", "Rates and amounts"),
    "parameters_about": (
        "Tall som endrer seg over tid, med hjemmel og kilde for hvert.",
        "Tal som endrar seg over tid, med heimel og kjelde for kvart.",
        "Figures that change over time, with basis and source for each.",
    ),
    "interpretations": ("Tolkninger", "Tolkingar", "Interpretations"),
    "interpretations_about": (
        "Steder der loven kan leses på flere måter, hvilken måte vi har valgt, og hvorfor.",
        "Stader der lova kan lesast på fleire måtar, kva måte vi har valt, og kvifor.",
        "Places where the law may be read in several ways, which one we have chosen, and why.",
    ),
    "gaps": ("Ikke formalisert", "Ikkje formalisert", "Not formalised"),
    "gaps_about": (
        "Bestemmelser reglene ikke dekker. Ved hver står det hvilke utfall den holder åpne til noen har vurdert saken, "
        "eller at den må vurderes ved siden av reglene.",
        "Føresegner reglane ikkje dekkjer. Ved kvar står det kva utfall ho held opne til nokon har vurdert saka, eller "
        "at ho må vurderast ved sida av reglane.",
        "Provisions the rules do not cover. Each says which outcomes it keeps open until a person has considered the "
        "case, or that it must be considered beside the rules.",
    ),
    "glossary": ("Ordforklaringer", "Ordforklaringar", "Glossary"),
    "glossary_about": (
        "Ordene boka bruker om lov, regler og saker, og hva vi mener med dem.",
        "Orda boka bruker om lov, reglar og saker, og kva vi meiner med dei.",
        "The words the book uses of law, rules and cases, and what we mean by them.",
    ),
    "changes": ("Endringer", "Endringar", "Changes"),
    "changes_about": (
        "Hva som er annerledes {after} enn {before}.",
        "Kva som er annleis {after} enn {before}.",
        "What is different on {after} from {before}.",
    ),
    "cases": ("Saker", "Saker", "Cases"),
    "cases_about": (
        "Oppdiktede saker som viser hva reglene skal gi. Hver er kjørt, og resultatet er det som kom ut. Der navnet på "
        "en sak er skrevet på et annet språk enn siden, er saken nevnt ved det som kom ut.",
        "Oppdikta saker som viser kva reglane skal gi. Kvar er køyrd, og resultatet er det som kom ut. Der namnet på "
        "ei sak er skrive på eit anna språk enn sida, er saka nemnd ved det som kom ut.",
        "Invented cases that show what the rules should give. Each has been run, and the result is what came out. "
        "Where the name of a case is in another language than the page, the case is called by what came out.",
    ),
    "provisions": ("Bestemmelser", "Føresegner", "Provisions"),
    "provision": ("Bestemmelse", "Føresegn", "Provision"),
    "coverage": ("Dekning av loven", "Dekning av lova", "Coverage of the law"),
    "coverage_about": (
        "Hva vi har sagt om hvert ledd i teksten vi har målt mot. Gruppene er til sammen hele loven.",
        "Kva vi har sagt om kvart ledd i teksta vi har målt mot. Gruppene er til saman heile lova.",
        "What we have said of each paragraph of the text measured against. Together the groups are the whole act.",
    ),
    "coverage_edition": ("Teksten er fra {day}.", "Teksta er frå {day}.", "The text is of {day}."),
    "group": ("Gruppe", "Gruppe", "Group"),
    "ledd": ("Ledd", "Ledd", "Paragraphs"),
    "share": ("Andel", "Del", "Share"),
    "unseen_list": ("Ingen har sett på", "Ingen har sett på", "Nobody has looked at"),
    "group_formalised": ("formalisert", "formalisert", "formalised"),
    "group_discretionary": ("skjønn", "skjønn", "discretion"),
    "group_not_formalised": ("ikke formalisert", "ikkje formalisert", "not formalised"),
    "group_defines": ("definisjon", "definisjon", "definition"),
    "group_organisational": ("organisering", "organisering", "organisation"),
    "group_out_of_scope": ("utenfor det vi dekker", "utanfor det vi dekkjer", "outside what we cover"),
    "group_unseen": ("ingen har sett på", "ingen har sett på", "nobody has looked"),
    "status_defines": ("Definisjon", "Definisjon", "Definition"),
    "status_organisational": ("Organisering", "Organisering", "Organisation"),
    "status_out_of_scope": ("Utenfor det vi dekker", "Utanfor det vi dekkjer", "Outside what we cover"),
    "status_defines_about": (
        "Bestemmelsen sier hva ord betyr.",
        "Føresegna seier kva ord tyder.",
        "The provision says what words mean.",
    ),
    "status_defines_built_on": (
        "Bestemmelsen sier hva ord betyr; den er brukt i reglene som bygger på den.",
        "Føresegna seier kva ord tyder; ho er brukt i reglane som byggjer på ho.",
        "The provision says what words mean; it is used in the rules that build on it.",
    ),
    "status_organisational_about": (
        "Bestemmelsen handler om organisering og avgjør ingen sak alene.",
        "Føresegna handlar om organisering og avgjer inga sak åleine.",
        "The provision is about organisation and settles no case alone.",
    ),
    "status_out_of_scope_about": (
        "Bestemmelsen ligger utenfor det reglene dekker.",
        "Føresegna ligg utanfor det reglane dekkjer.",
        "The provision lies outside what the rules cover.",
    ),
    "elsewhere": ("Andre grunnlag", "Andre grunnlag", "Other bases"),
    "whole_document": ("Hele dokumentet", "Heile dokumentet", "The whole document"),
    "kind_act": ("lov", "lov", "act"),
    "kind_regulation": ("forskrift", "forskrift", "regulation"),
    "kind_circular": ("rundskriv", "rundskriv", "circular"),
    "kind_local": ("lokalt regelverk", "lokalt regelverk", "local rules"),
    "kind_practice": ("praksis", "praksis", "practice"),
    "document": ("Dokument", "Dokument", "Document"),
    "kind": ("Slag", "Slag", "Kind"),
    "given_under": ("Gitt med hjemmel i", "Gitt med heimel i", "Given under"),
    "covered_days": ("Dager vi dekker", "Dagar vi dekkjer", "Days we cover"),
    "replaces": ("Avløser", "Avløyser", "Replaces"),
    "rules": ("Regler", "Reglar", "Rules"),
    "rules_gone": (
        "Regler som ikke er i kraft denne dagen",
        "Reglar som ikkje er i kraft denne dagen",
        "Rules not in force on this day",
    ),
    # a provision
    "in_short": ("Kort sagt", "Kort sagt", "In short"),
    "law_text": ("Lovteksten", "Lovteksta", "The text of the law"),
    "law_edition": ("Slik teksten var {day}.", "Slik teksta var {day}.", "As the text was on {day}."),
    "law_edition_unsaid": (
        "Teksten er fra {day} eller senere; hvilken dag er ikke oppgitt.",
        "Teksta er frå {day} eller seinare; kva dag er ikkje opplyst.",
        "The text is of {day} or later; the day itself is not given.",
    ),
    "law_older": (
        "Reglene er de som gjelder {day}; er loven endret etter at teksten ble hentet, vises det ikke i teksten.",
        "Reglane er dei som gjeld {day}; er lova endra etter at teksta blei henta, syner det ikkje i teksta.",
        "The rules are those in force on {day}; an amendment made after the text was fetched does not show in it.",
    ),
    "law_not_in_force": (
        "Ikke i kraft i denne utgaven.",
        "Ikkje i kraft i denne utgåva.",
        "Not in force in this edition.",
    ),
    "attribution": (
        "Lovtekst: Inneholder data under Norsk lisens for offentlige data (NLOD) tilgjengeliggjort av Lovdata.",
        "Lovtekst: Inneheld data under Norsk lisens for offentlege data (NLOD) gjorde tilgjengelege av Lovdata.",
        "Law text: Contains data under the Norwegian Licence for Open Government Data (NLOD) distributed by Lovdata.",
    ),
    "also": ("Andre regler bygger også på dette", "Andre reglar byggjer òg på dette", "Other rules rest on this too"),
    "nothing_here": (
        "Ingen regler er skrevet for dette leddet.",
        "Ingen reglar er skrivne for dette leddet.",
        "No rules are written for this paragraph.",
    ),
    "nothing_here_alone": (
        "Ingen regler er skrevet for dette leddet alene. Det som gjelder hele paragrafen, står over.",
        "Ingen reglar er skrivne for dette leddet åleine. Det som gjeld heile paragrafen, står over.",
        "No rules are written for this paragraph alone. What holds for the whole section stands above.",
    ),
    "about_book": (
        "Her står reglene slik systemet bruker dem: hva som følger av hver bestemmelse, på hvilke vilkår, hvilke "
        "unntak som finnes, hva et menneske må vurdere, og hva reglene ikke dekker.",
        "Her står reglane slik systemet bruker dei: kva som følgjer av kvar føresegn, på kva vilkår, kva unntak som "
        "finst, kva eit menneske må vurdere, og kva reglane ikkje dekkjer.",
        "Here are the rules as the system uses them: what follows from each provision, on which conditions, which "
        "exceptions there are, what a person must consider, and what the rules do not cover.",
    ),
    "share_of_law": ("Ledd med regler eller skjønn", "Ledd med reglar eller skjønn", "Paragraphs with rules"),
    "share_about": (
        "Den siste kolonnen er andelen av leddene i loven eller forskriften som er gjort til regler, eller til et "
        "skjønn noen må utøve. De andre leddene er for det meste om organisering og lignende, eller ikke "
        "formalisert; siden for hver lov sier hvilke.",
        "Den siste kolonnen er delen av ledda i lova eller forskrifta som er gjorde til reglar, eller til eit skjønn "
        "nokon må utøve. Dei andre ledda er for det meste om organisering og liknande, eller ikkje formaliserte; sida "
        "for kvar lov seier kva for nokre.",
        "The last column is the share of the paragraphs of the act or regulation that have been made rules, or a "
        "discretion somebody must exercise. The others are mostly about organisation and the like, or not formalised; "
        "the page of each act says which.",
    ),
    "not_commenced_short": ("ikke i kraft", "ikkje i kraft", "not in force"),
    "change_no_outcome": (
        "Ingen utfall som finnes begge dager, er berørt.",
        "Ingen utfall som finst begge dagar, er råka.",
        "No outcome that both days have is affected.",
    ),
    "our_rules": ("Slik er det i reglene", "Slik er det i reglane", "How it is in the rules"),
    "whole_section": ("Hele paragrafen", "Heile paragrafen", "The whole section"),
    "whole_chapter": ("Hele kapitlet", "Heile kapitlet", "The whole chapter"),
    "rule_rule": ("Regel", "Regel", "Rule"),
    "rule_exception": ("Unntak", "Unntak", "Exception"),
    "rule_presumption": ("Presumsjon", "Presumsjon", "Presumption"),
    "when_all": ("Når alt dette gjelder:", "Når alt dette gjeld:", "When all of this holds:"),
    "when_one": ("Når dette gjelder:", "Når dette gjeld:", "When this holds:"),
    "all_of": ("alt dette:", "alt dette:", "all of this:"),
    "any_of": ("minst ett av disse:", "minst eitt av desse:", "at least one of these:"),
    "always": ("Gjelder uten vilkår.", "Gjeld utan vilkår.", "Applies without conditions."),
    "exception_to": ("Unntak fra:", "Unntak frå:", "Exception to:"),
    "exceptions": ("Unntak:", "Unntak:", "Exceptions:"),
    "exceptions_above": (
        "unntak fra dette er vist over",
        "unntak frå dette er viste over",
        "exceptions to this are shown above",
    ),
    "when_this": ("når dette gjelder:", "når dette gjeld:", "when this holds:"),
    "basis": ("Hjemmel", "Heimel", "Basis"),
    "concludes_is": ("er", "er", "is"),
    "concludes_at_most": ("er høyst", "er høgst", "is at most"),
    "concludes_at_least": ("er minst", "er minst", "is at least"),
    "days_from": ("fra {first}", "frå {first}", "from {first}"),
    "days_to": ("til og med {last}", "til og med {last}", "to {last}"),
    "days_from_to": ("fra {first} til og med {last}", "frå {first} til og med {last}", "from {first} to {last}"),
    "days_all": ("alle dager", "alle dagar", "all days"),
    "in_force": ("I kraft", "I kraft", "In force"),
    "not_commenced": (
        "Vedtatt, og ikke satt i kraft.",
        "Vedteke, og ikkje sett i kraft.",
        "Adopted, and not yet in force.",
    ),
    "read_on": ("Leses på denne dagen:", "Blir lese på denne dagen:", "Read on this day:"),
    "until_shown": ("Gjelder til dette er vist:", "Gjeld til dette er vist:", "Holds until this is shown:"),
    "precedes": ("Går foran, etter", "Går føre, etter", "Goes first, under"),
    "under_reading": (
        "Gjelder etter den lesemåten vi har valgt:",
        "Gjeld etter den lesemåten vi har valt:",
        "Holds under the reading we have chosen:",
    ),
    "under_other_reading": (
        "Gjelder bare etter en lesemåte vi ikke har valgt:",
        "Gjeld berre etter ein lesemåte vi ikkje har valt:",
        "Holds only under a reading we have not chosen:",
    ),
    "as_written": ("Slik det er skrevet", "Slik det er skrive", "As it is written"),
    "or": ("eller", "eller", "or"),
    # terms
    "kind_fact": ("opplysning", "opplysning", "fact"),
    "kind_term": ("begrep", "omgrep", "term"),
    "kind_amount": ("beløp", "beløp", "amount"),
    "kind_table": ("tabell", "tabell", "table"),
    "kind_right": ("rett", "rett", "right"),
    "kind_action": ("handling", "handling", "action"),
    "kind_duty": ("plikt", "plikt", "duty"),
    "kind_power": ("adgang", "høve", "power"),
    "kind_prohibition": ("forbud", "forbod", "prohibition"),
    "kind_guidance": ("tilråding", "tilråding", "guidance"),
    "kind_discretion": ("skjønn", "skjønn", "discretion"),
    "kind_parameter": ("sats", "sats", "rate"),
    "kind_rule": ("regel", "regel", "rule"),
    "kind_exception": ("unntak", "unntak", "exception"),
    "kind_presumption": ("presumsjon", "presumsjon", "presumption"),
    "kind_service": ("tjeneste", "teneste", "service"),
    "kind_interpretation": ("tolkning", "tolking", "interpretation"),
    "kind_provision": ("bestemmelse", "føresegn", "provision"),
    "type_yes_no": ("ja eller nei", "ja eller nei", "yes or no"),
    "type_number": ("tall", "tal", "number"),
    "type_percent": ("prosent", "prosent", "per cent"),
    "type_date": ("dato", "dato", "date"),
    "type_text": ("tekst", "tekst", "text"),
    "type_effect": ("virkning", "verknad", "effect"),
    "concluded_here": ("Det reglene kommer fram til", "Det reglane kjem fram til", "What the rules arrive at"),
    "facts_here": ("Opplysninger reglene spør om", "Opplysningar reglane spør om", "Facts the rules ask for"),
    "discretion_about": (
        "Det et menneske må vurdere. Systemet regner det aldri ut: saken er uavklart til noen har vurdert det.",
        "Det eit menneske må vurdere. Systemet reknar det aldri ut: saka er uavklart til nokon har vurdert det.",
        "What a person must assess. The system never computes it: the case is open until somebody has assessed it.",
    ),
    "at_provision": ("Se bestemmelsen", "Sjå føresegna", "See the provision"),
    "discretion_here": ("Skjønn", "Skjønn", "Discretion"),
    "binds_duty": ("Plikten ligger på", "Plikta ligg på", "The duty is on"),
    "binds_action": ("Gjøres av", "Blir gjort av", "Done by"),
    "binds_prohibition": ("Forbudet retter seg mot", "Forbodet rettar seg mot", "The prohibition binds"),
    "binds_power": ("Hvem kan", "Kven kan", "Who may"),
    "binds_guidance": ("Tilrådingen retter seg mot", "Tilrådinga rettar seg mot", "The guidance is for"),
    "of_whom": ("Gjelder", "Gjeld", "Of"),
    "answers": ("Svar", "Svar", "Answer"),
    "answered_by": ("Hvem svarer", "Kven svarar", "Who answers"),
    "decision_itself": (
        "vedtaket selv, når det er truffet; ingen blir spurt",
        "vedtaket sjølv, når det er gjort; ingen blir spurd",
        "the decision itself, once it is made; nobody is asked",
    ),
    "range": ("Mellom", "Mellom", "Between"),
    "varies": ("Endrer seg", "Endrar seg", "Varies"),
    "varies_day": ("fra dag til dag", "frå dag til dag", "from day to day"),
    "varies_month": ("fra måned til måned", "frå månad til månad", "from month to month"),
    "varies_calendar_year": ("fra år til år", "frå år til år", "from year to year"),
    "held_by": ("Finnes hos", "Finst hos", "Held by"),
    "applies_when": ("Er aktuelt når dette gjelder", "Er aktuelt når dette gjeld", "Applies when this holds"),
    "left_to": ("Overlatt til", "Overlate til", "Left to"),
    "decided_as": ("Avgjøres som", "Blir avgjort som", "Decided as"),
    "fulfilled_by": ("Oppfylles slik", "Blir oppfylt slik", "Fulfilled like this"),
    "due_before": ("Må være gjort før", "Må vere gjort før", "Must be done before"),
    "the_decision": ("vedtaket", "vedtaket", "the decision"),
    "part_of_letter": ("brevet sier:", "brevet seier:", "the letter says:"),
    "for_every": ("for alle i «{list}»", "for alle i «{list}»", "for all in “{list}”"),
    "question": ("Spørsmål", "Spørsmål", "Question"),
    "used_by": ("Brukes av", "Blir brukt av", "Used by"),
    "concluded_by": ("Regler", "Reglar", "Rules"),
    "rests_on": ("Bygger på", "Byggjer på", "Rests on"),
    "feeds": ("Har betydning for", "Har noko å seie for", "Matters to"),
    "nothing": ("ingenting annet", "ikkje noko anna", "nothing else"),
    "and_more": ("… og {n} til", "… og {n} til", "… and {n} more"),
    "picture": ("Det som ligger rundt {name}", "Det som ligg rundt {name}", "What lies around {name}"),
    "picture_show": ("Vis som tegning", "Vis som teikning", "Show as a drawing"),
    "picture_described": (
        "I midten: {name}. Til venstre det som bygges på: {before}. Til høyre det som bygger på dette: {after}. Det "
        "samme står i listene.",
        "I midten: {name}. Til venstre det som blir bygd på: {before}. Til høgre det som byggjer på dette: {after}. "
        "Det same står i listene.",
        "In the middle: {name}. To the left what it rests on: {before}. To the right what rests on it: {after}. The "
        "lists say the same.",
    ),
    "discretion_standard": (
        "Rettslig standard: prøves i sin helhet.",
        "Rettsleg standard: blir prøvd i sin heilskap.",
        "Legal standard: reviewed in full.",
    ),
    "discretion_free": ("Fritt skjønn.", "Fritt skjønn.", "Free discretion."),
    "by_person": (
        "Avgjøres av et menneske; systemet regner det aldri ut.",
        "Blir avgjort av eit menneske; systemet reknar det aldri ut.",
        "Decided by a person; the system never computes it.",
    ),
    "authority": ("Hvem avgjør", "Kven avgjer", "Who decides"),
    "opens": ("Vurderes når dette gjelder", "Blir vurdert når dette gjeld", "Considered when this holds"),
    "consider_must": ("Skal vurderes", "Skal vurderast", "Must be considered"),
    "consider_may": ("Kan vurderes", "Kan vurderast", "May be considered"),
    "consider_must_not": ("Skal ikke telle", "Skal ikkje telje", "Must not count"),
    "bounds": ("Rammer", "Rammer", "Limits"),
    "bound_at_least": ("Minst", "Minst", "At least"),
    "bound_at_most": ("Høyst", "Høgst", "At most"),
    "bound_recommends": ("Veiledende:", "Rettleiande:", "Recommended:"),
    "reasons": ("Begrunnelse kreves", "Grunngiving er kravd", "Reasons are required"),
    "review": ("Prøving i klage", "Prøving i klage", "Review on appeal"),
    # readings, gaps, parts
    "readings": ("Lesemåter", "Lesemåtar", "Readings"),
    "reading_of": ("Hvordan {place} skal leses", "Korleis {place} skal lesast", "How {place} is to be read"),
    "reading_rules": (
        "Regler som gjelder bare etter denne lesemåten",
        "Reglar som gjeld berre etter denne lesemåten",
        "Rules that hold only under this reading",
    ),
    "reading_outcomes": ("Har betydning for", "Har noko å seie for", "Matters to"),
    "reading_no_rules": (
        "Ingen regel skiller mellom lesemåtene: valget er bygd inn i reglene for bestemmelsen.",
        "Ingen regel skil mellom lesemåtane: valet er bygd inn i reglane for føresegna.",
        "No rule tells the readings apart: the choice is built into the rules of the provision.",
    ),
    "reading_none": (
        "Ingen egne regler: det som står under den andre lesemåten, faller bort.",
        "Ingen eigne reglar: det som står under den andre lesemåten, fell bort.",
        "No rules of its own: those under the other reading fall away.",
    ),
    "chosen": ("Valgt", "Valt", "Chosen"),
    "not_chosen": ("Ikke valgt", "Ikkje valt", "Not chosen"),
    "because": ("Fordi", "Fordi", "Because"),
    "source": ("Kilde", "Kjelde", "Source"),
    "gap_title": ("Ikke formalisert", "Ikkje formalisert", "Not formalised"),
    "gap_affects_nothing": (
        "Holder ingen utfall åpne i disse reglene; bestemmelsen må vurderes ved siden av dem.",
        "Held ingen utfall opne i desse reglane; føresegna må vurderast ved sida av dei.",
        "Keeps no outcome of these rules open; the provision must be considered beside them.",
    ),
    "gap_affects": ("Holder dette åpent", "Held dette ope", "Keeps this open"),
    "letter_part": ("Del av brevet", "Del av brevet", "Part of the letter"),
    "letter_part_about": (
        "Brevet om vedtaket må ha denne delen når regelen om den slår inn.",
        "Brevet om vedtaket må ha denne delen når regelen om han slår inn.",
        "The letter of the decision must have this part where the rule about it applies.",
    ),
    "calendar": ("Kalender", "Kalender", "Calendar"),
    "list": ("Liste", "Liste", "List"),
    "asks": ("Det som blir avgjort", "Det som blir avgjort", "What is decided"),
    "settled_rules": ("Reglene avgjør.", "Reglane avgjer.", "The rules settle it."),
    "settled_choice": (
        "Den som avgjør, velger om det skal brukes.",
        "Den som avgjer, vel om det skal brukast.",
        "Whoever decides chooses whether to use it.",
    ),
    "settled_assessments": (
        "Reglene avgjør, sammen med det et menneske har vurdert:",
        "Reglane avgjer, saman med det eit menneske har vurdert:",
        "The rules settle it, together with what a person has assessed:",
    ),
    # rates
    "history": ("Verdier over tid", "Verdiar over tid", "Values over time"),
    "table_caption": (
        "{name}: verdier med dager og hjemmel",
        "{name}: verdiar med dagar og heimel",
        "{name}: values with days and basis",
    ),
    "from": ("Fra", "Frå", "From"),
    "to": ("Til", "Til", "To"),
    "value": ("Verdi", "Verdi", "Value"),
    "for": ("Gjelder", "Gjeld", "For"),
    "known": ("Kjent", "Kjend", "Known"),
    "verification": ("Kilde", "Kjelde", "Source"),
    "whole_history": ("Hele historien", "Heile historia", "The whole history"),
    # cases
    "case_name": (
        "Forfatterens navn på saken",
        "Forfattaren sitt namn på saka",
        "The author's name for the case",
    ),
    "case_given": ("Gitt", "Gitt", "Given"),
    "case_result": ("Resultat", "Resultat", "Result"),
    "case_open": ("uavklart, venter på {what}", "uavklart, ventar på {what}", "open, waits for {what}"),
    "case_open_bare": ("uavklart", "uavklart", "open"),
    "case_rests": ("Bygger på", "Byggjer på", "Rests on"),
    "case_passed": ("Som ventet", "Som venta", "As expected"),
    "case_failed": ("Ikke som ventet", "Ikkje som venta", "Not as expected"),
    "case_unknown": ("ukjent", "ukjent", "unknown"),
    "case_used": ("brukt", "brukt", "used"),
    "case_not_used": ("ikke brukt", "ikkje brukt", "not used"),
    "case_complete": ("ingen flere", "ingen fleire", "no others"),
    "case_incomplete": ("kanskje flere", "kanskje fleire", "perhaps others"),
    "case_nobody": ("ingen", "ingen", "none"),
    "case_ready": ("Vedtaket kan treffes", "Vedtaket kan treffast", "The decision may be made"),
    "case_not_ready": (
        "Vedtaket kan ikke treffes ennå",
        "Vedtaket kan ikkje treffast enno",
        "The decision may not be made yet",
    ),
    "case_nothing": ("Ingenting er kjent.", "Ingenting er kjent.", "Nothing is known."),
    "case_count": (
        "{n} saker, {passed} som ventet.",
        "{n} saker, {passed} som venta.",
        "{n} cases, {passed} as expected.",
    ),
    "cases_more": ("{n} saker til", "{n} saker til", "{n} more cases"),
    "cases_here": ("Saker som prøver reglene her", "Saker som prøver reglane her", "Cases that try the rules here"),
    **PROPERTIES,
    **CHANGES,
}


def word(concept: str, language: str) -> str:
    """A word or a sentence of the book's own."""
    return _WORDS[concept][("nb", "nn", "en").index(language)].replace("§ ", "§\N{NO-BREAK SPACE}")


def has_word(concept: str) -> bool:
    return concept in _WORDS
