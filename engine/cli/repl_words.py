"""What the trial of a policy says, in English, bokmål and nynorsk, and what may be said to it.

Start reading at `say`.
"""

from __future__ import annotations

COMMANDS = {
    "why": ("why", "hvorfor", "kvifor"),
    "on": ("on", "på", "den"),
    "from": ("from", "fra", "frå"),
    "facts": ("facts", "fakta"),
    "forget": ("forget", "glem", "gløym"),
    "case": ("case", "sak"),
    "reset": ("reset", "nullstill"),
    "help": ("help", "hjelp", "?"),
    "stop": ("quit", "exit", "slutt", "stopp", "stop"),
}
"""The first word of a line that is a command, in any of the languages."""

_SAID = {
    "begun": {
        "en": "{rules} rules, on {day}. `help` tells what may be typed.",
        "nb": "{rules} regler, den {day}. `hjelp` forteller hva som kan skrives.",
        "nn": "{rules} reglar, den {day}. `hjelp` fortel kva som kan skrivast.",
    },
    "help": {
        "en": """\
income = 300 000 kr per year    gives a fact, an assessment or a list; what was given before is replaced
income = unknown                it was asked for, and nobody knows
payment?                        what a term comes to, and by which provisions, or what it waits for
2 * income > 5 kr per year      what an expression comes to, with its type
why payment                     explains it
on 2024-05-01                   another day; `from 2024-01-01 to 2024-12-31` a period
facts                           what has been given
forget income                   takes it back
case "title"                    all of it as a case to put beside the rules
reset                           forgets everything
quit                            ends; so does the end of the text""",
        "nb": """\
inntekt = 300 000 kr per år     gir et faktum, en vurdering eller en liste; det som er gitt før, byttes ut
inntekt = ukjent                det er spurt om, og ingen vet
egenandel?                      det et begrep blir, og etter hvilke bestemmelser, eller hva det venter på
2 * inntekt > 5 kr per år       det et uttrykk blir, med typen
hvorfor egenandel               forklarer det
på 2024-05-01                   en annen dag; `fra 2024-01-01 til 2024-12-31` en periode
fakta                           det som er gitt
glem inntekt                    tar det tilbake
sak "tittel"                    alt sammen som en sak til å legge ved siden av reglene
nullstill                       glemmer alt
slutt                           avslutter; det gjør også slutten på teksten""",
        "nn": """\
inntekt = 300 000 kr per år     gjev eit faktum, ei vurdering eller ei liste; det som er gjeve før, blir bytt ut
inntekt = ukjend                det er spurt om, og ingen veit
eigendel?                       det eit omgrep blir, og etter kva føresegner, eller kva det ventar på
2 * inntekt > 5 kr per år       det eit uttrykk blir, med typen
kvifor eigendel                 forklarer det
på 2024-05-01                   ein annan dag; `frå 2024-01-01 til 2024-12-31` ein periode
fakta                           det som er gjeve
gløym inntekt                   tek det tilbake
sak "tittel"                    alt saman som ei sak til å leggje ved sida av reglane
nullstill                       gløymer alt
slutt                           avsluttar; det gjer òg slutten på teksten""",
    },
    "day": {"en": "on {first}", "nb": "den {first}", "nn": "den {first}"},
    "period": {
        "en": "from {first} to {last}",
        "nb": "fra {first} til {last}",
        "nn": "frå {first} til {last}",
    },
    "nothing": {"en": "nothing is given", "nb": "ingenting er gitt", "nn": "ingenting er gjeve"},
    "forgotten": {"en": "everything is forgotten", "nb": "alt er glemt", "nn": "alt er gløymt"},
    "not_given": {
        "en": "nothing is given of `{name}`",
        "nb": "ingenting er gitt om `{name}`",
        "nn": "ingenting er gjeve om `{name}`",
    },
    "no_day": {
        "en": "write the day as YYYY-MM-DD: `on 2024-05-01`",
        "nb": "skriv dagen som ÅÅÅÅ-MM-DD: `på 2024-05-01`",
        "nn": "skriv dagen som ÅÅÅÅ-MM-DD: `på 2024-05-01`",
    },
    "backwards": {
        "en": "the period ends before it begins",
        "nb": "perioden slutter før den begynner",
        "nn": "perioden sluttar før han byrjar",
    },
    "why_what": {
        "en": "write the name of a term after `why`",
        "nb": "skriv navnet på et begrep etter `hvorfor`",
        "nn": "skriv namnet på eit omgrep etter `kvifor`",
    },
    "nobody": {
        "en": "`{name}` is of members of a list, and none is named",
        "nb": "`{name}` er for medlemmer av en liste, og ingen er nevnt",
        "nn": "`{name}` er for medlemer av ei liste, og ingen er nemnd",
    },
    "by": {"en": "by {cited}", "nb": "ved {cited}", "nn": "ved {cited}"},
    "not_by": {"en": "not carried by {cited}", "nb": "ikke ved {cited}", "nn": "ikkje ved {cited}"},
    "fact": {"en": "waits for {name}", "nb": "venter på {name}", "nn": "ventar på {name}"},
    "list": {
        "en": "waits for the list {name}",
        "nb": "venter på listen {name}",
        "nn": "ventar på lista {name}",
    },
    "assessment": {
        "en": "waits for an assessment: {name}",
        "nb": "venter på en vurdering: {name}",
        "nn": "ventar på ei vurdering: {name}",
    },
    "use": {
        "en": "waits for a word on whether it is used: {name}",
        "nb": "venter på om den brukes: {name}",
        "nn": "ventar på om ho blir brukt: {name}",
    },
    "unknown": {
        "en": "waits for {name}, which was asked for and which nobody knows",
        "nb": "venter på {name}, som det er spurt om og som ingen vet",
        "nn": "ventar på {name}, som det er spurt om og som ingen veit",
    },
    "gap": {
        "en": "no rule gives {name} a value",
        "nb": "ingen regel gir {name} en verdi",
        "nn": "ingen regel gjev {name} ein verdi",
    },
    "left_open": {
        "en": "{name} is left to others, and no local rule here gives it",
        "nb": "{name} er overlatt til andre, og ingen lokal regel her gir den",
        "nn": "{name} er overlate til andre, og ingen lokal regel her gjev den",
    },
    "conflict": {
        "en": "rules disagree on {name}",
        "nb": "regler er uenige om {name}",
        "nn": "reglar er usamde om {name}",
    },
    "unverified": {
        "en": "{name} has no verified value",
        "nb": "{name} har ingen bekreftet verdi",
        "nn": "{name} har ingen stadfesta verdi",
    },
    "no_value": {"en": "{name} has no value", "nb": "{name} har ingen verdi", "nn": "{name} har ingen verdi"},
    "not_formalised": {
        "en": "{name} is not formalised",
        "nb": "{name} er ikke formalisert",
        "nn": "{name} er ikkje formalisert",
    },
    "division_by_zero": {
        "en": "something is divided by zero",
        "nb": "noe deles på null",
        "nn": "noko blir delt på null",
    },
    "empty_list": {
        "en": "the list {name} is empty",
        "nb": "listen {name} er tom",
        "nn": "lista {name} er tom",
    },
    "out_of_range": {
        "en": "{name} is outside its range",
        "nb": "{name} er utenfor området sitt",
        "nn": "{name} er utanfor området sitt",
    },
    "not_applicable": {
        "en": "{name} does not apply",
        "nb": "{name} gjelder ikke her",
        "nn": "{name} gjeld ikkje her",
    },
    "not_open": {
        "en": "the assessment {name} is not open",
        "nb": "vurderingen {name} er ikke åpen",
        "nn": "vurderinga {name} er ikkje open",
    },
    "outside_coverage": {
        "en": "the rules do not cover {name}",
        "nb": "reglene dekker ikke {name}",
        "nn": "reglane dekkjer ikkje {name}",
    },
    "not_begun": {
        "en": "what {name} counts from had not begun",
        "nb": "det {name} regnes fra, hadde ikke begynt",
        "nn": "det {name} blir rekna frå, hadde ikkje byrja",
    },
    "backwards_in": {
        "en": "a period in {name} ends before it begins",
        "nb": "en periode i {name} slutter før den begynner",
        "nn": "ein periode i {name} sluttar før han byrjar",
    },
}


def say(what: str, language: str, **blanks: object) -> str:
    """A sentence with its blanks filled."""
    return _SAID[what][language].format(**blanks)


def wait_words(kind: str) -> str:
    """What is said of a wait of a kind."""
    return "backwards_in" if kind == "backwards" else kind


def command_of(line: str) -> tuple[str, str]:
    """The command a line begins with and what follows it; an empty text where it is none."""
    word, _, rest = line.partition(" ")
    found = next((command for command, spelt in COMMANDS.items() if word.lower() in spelt), "")
    return found, rest.strip()
