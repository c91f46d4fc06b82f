"""What the server says in its own words, in the keyword language of the file it is said of."""

from __future__ import annotations

from engine.syntax.tables import keywords, spelled

_ORDER = ("en", "nb", "nn")
_WORDS = {
    "concluded_by": ("Concluded by", "Følger av", "Følgjer av"),
    "set_aside_by": ("Set aside by", "Settes til side av", "Blir sett til side av"),
    "sets_aside": ("Sets aside", "Setter til side", "Set til side"),
    "in_force": ("In force", "I kraft", "I kraft"),
    "always": ("no limit in time", "uten tidsgrense", "utan tidsgrense"),
    "commenced": ("once commenced", "når satt i kraft", "når sett i kraft"),
    "rests_on": ("Rests on", "Hjemmel", "Heimel"),
    "asked": ("Asked as", "Spørres slik", "Blir spurt slik"),
    "held_by": ("Held by", "Finnes hos", "Finst hos"),
    "history": ("Values", "Verdier", "Verdiar"),
    "from": ("from", "fra", "frå"),
    "known": ("known", "kjent", "kjend"),
    "unverified": ("not confirmed", "ikke bekreftet", "ikkje stadfesta"),
    "reported": ("reported by", "gjengitt av", "attgjeve av"),
    "earlier": ("{n} earlier values", "{n} tidligere verdier", "{n} tidlegare verdiar"),
    "met": ("Met", "Oppfylt", "Oppfylt"),
    "not_met": ("Not met", "Ikke oppfylt", "Ikkje oppfylt"),
    "chosen": ("chosen", "valgt", "vald"),
    "word_of": ("One of the words of", "Et av ordene for", "Eit av orda for"),
    "reading_of": ("A reading of", "En lesemåte av", "Ein lesemåte av"),
    "variable": ("Each member in turn", "Hvert medlem etter tur", "Kvar medlem etter tur"),
    "decided_by": ("Decided by", "Avgjøres av", "Blir avgjort av"),
    "rules_here": ("Rules that rest on it", "Regler med denne hjemmelen", "Reglar med denne heimelen"),
    "no_text": (
        "No text of this act at hand; `hjemmel law import` keeps one.",
        "Teksten til denne loven finnes ikke her; `hjemmel law import` henter den inn.",
        "Teksten til denne lova finst ikkje her; `hjemmel law import` hentar han inn.",
    ),
    "no_place": (
        "The text at hand has no such place.",
        "Teksten her har ikke dette stedet.",
        "Teksten her har ikkje denne staden.",
    ),
    "not_in_force": ("not in force", "ikke i kraft", "ikkje i kraft"),
    "broken": ("cannot be read", "kan ikke leses", "kan ikkje lesast"),
    "run_case": ("Run the case", "Kjør saken", "Køyr saka"),
    "run_cases": ("Run the {n} cases of this file", "Kjør de {n} sakene i filen", "Køyr dei {n} sakene i fila"),
    "exceptions": ("{n} exceptions", "{n} unntak", "{n} unntak"),
    "exception": ("1 exception", "1 unntak", "1 unntak"),
    "depends": ("{n} depend on this", "{n} avhenger av dette", "{n} er avhengige av dette"),
    "depends_one": ("1 depends on this", "1 avhenger av dette", "1 er avhengig av dette"),
    "passed": ("`{name}` came out as expected", "«{name}» ble som ventet", "«{name}» vart som venta"),
    "failed": (
        "`{name}`: {n} not as expected",
        "«{name}»: {n} ble ikke som ventet",
        "«{name}»: {n} vart ikkje som venta",
    ),
    "unbound": (
        "`{name}` cannot be run before its errors are mended",
        "«{name}» kan ikke kjøres før feilene er rettet",
        "«{name}» kan ikkje køyrast før feila er retta",
    ),
    "errors": (
        "{n} errors in the policies stop the cases from being run; `hjemmel check` tells where",
        "{n} feil i regelverket stopper sakene fra å bli kjørt; `hjemmel check` sier hvor",
        "{n} feil i regelverket stoppar sakene frå å bli køyrde; `hjemmel check` seier kvar",
    ),
    "all_passed": (
        "{passed} of {n} cases came out as expected",
        "{passed} av {n} saker ble som ventet",
        "{passed} av {n} saker vart som venta",
    ),
    "nothing": ("Nothing found.", "Ingenting funnet.", "Ingenting funne."),
}


def word(concept: str, language: str, **blanks: object) -> str:
    """A word or phrase in a keyword language, with its blanks filled.

    >>> word("exceptions", "nn", n=2)
    '2 unntak'
    """
    return _WORDS[concept][_ORDER.index(language)].format(**blanks)


def kinds(language: str) -> dict[str, str]:
    """What each kind of item is called in a keyword language."""
    words = {concept.lower(): word for concept, word in spelled(language).items()}
    return {**words, "broken": word("broken", language), "section": "", "source": ""}


def unit_words(unit: str, language: str) -> str:
    """A unit as rule files write it: `kr/month` is `kr per month`.

    >>> unit_words("kr/year", "nb"), unit_words("hour/week", "en")
    ('kr per år', 'hours per week')
    """
    above, _, below = unit.partition("/")
    number = _unit(above, language, -1)
    return f"{number} {spelled(language)['PER']} {_unit(below, language, 0)}" if below else number


def _unit(name: str, language: str, which: int) -> str:
    words = keywords().get(name.upper())
    return words[language].split("|")[which] if words is not None else name
