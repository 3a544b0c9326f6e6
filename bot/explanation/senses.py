"""Which Dutch words say the same where it matters: the guarded words of the gate, grouped by sense, for an explanation in other words.

'indien' may become 'als', and 'dient te' may become 'moet'; 'kan' may not. Knows no rules: `bot/explanation/vetoes.py` compares by it.
The lists are of the gate's vocabulary (`bot/gate/words.py`) and of the plain words that people put in its place.
"""

from bot.gate.words import GUARDED

# One sense a line: kind, name, and its words. '_' joins the words of a phrase. '?' is a word that may have this sense and may have
# another; '!' one that has it for certain in an explanation, and perhaps in a quote; '<' one that may have it in a quote only.
_TABLE = """
negation not: niet geen nooit niemand niets noch nergens evenmin nimmer geenszins zonder
negation few: weinig nauwelijks amper
negation except: behalve uitgezonderd uitzondering uitzonderingen behoudens
modality can: kan kunnen kon konden kun kunt in_staat mogelijkheid mogelijkheden ?mogelijk ?mogelijke ?wellicht ?misschien ?eventueel
modality may: mag mogen mocht mochten toegestaan toestemming ?bevoegd ?bevoegdheid ?bevoegdheden ?recht
modality must: moet moeten moest moesten dient dienen diende dienden verplicht verplichte verplichten verplichting verplichtingen plicht
modality must: hoeft hoeven hoefde vereist ?vereisten ?eisen ?nodig ?noodzakelijk
modality will: zal zullen ?gaat ?gaan ?wordt ?worden ?komt ?komen ?krijgt ?krijgen ?binnenkort ?straks ?later
modality would: zou zouden
modality want: wil willen wilde wilden wens wenst van_plan voornemen voornemens streeft streven beoogt beoogd beoogde probeert proberen
modality want: poging ?doel ?inzet ?zet_in
hedge maybe: mogelijk mogelijke mogelijkerwijs wellicht misschien eventueel eventuele potentieel potentiële ?kan ?kunnen ?kon ?konden
hedge probable: waarschijnlijk waarschijnlijke vermoedelijk vermoedelijke aannemelijk
hedge expect: verwacht verwachte verwachten verwachting verwachtingen
hedge seem: lijkt lijken schijnt schijnen blijkbaar kennelijk vermeend vermeende ogenschijnlijk
hedge principle: beginsel principe
hedge usual: meestal doorgaans veelal gewoonlijk algemeen algemene algemeenheid
hedge mostly: vooral voornamelijk hoofdzakelijk grotendeels met_name m.n
hedge partly: deels gedeeltelijk gedeeltelijke voor_een_deel ?deel
hedge about: circa ca ongeveer schatting geschat geschatte
hedge almost: bijna vrijwel nagenoeg
hedge over: ruim meer_dan
hedge least: minstens tenminste ten_minste minimaal op_zijn_minst
hedge most_of: maximaal hooguit hoogstens ten_hoogste niet_meer_dan
hedge average: gemiddeld gemiddelde
hedge among: onder_meer onder_andere onder_anderen o.a bijvoorbeeld waaronder ?zoals ?ook
hedge enough: voldoende genoeg toereikend toereikende
hedge kind_of: enigszins relatief redelijk_wat
hedge chance: kans kansen ?risico ?risico's ?gevaar ?gevaren
quantifier all: alle alles allemaal elk elke ieder iedere iedereen altijd telkens volledig volledige geheel gehele complete totaal totale
quantifier all: doorlopend doorlopende voortdurend voortdurende ?steeds ?helemaal ?hele ?heel ?compleet
quantifier majority: meeste merendeel meerderheid
quantifier many: veel vele velen talrijke
quantifier several: meerdere verschillende diverse allerlei ?andere ?veel
quantifier often: vaak regelmatig ?veel
quantifier some: sommige enkele een_aantal soms ?enige ?paar <mensen <personen
quantifier half: helft half halve
quantifier both: beide allebei
quantifier first: eerste eerst
quantifier second: tweede
quantifier third: derde
quantifier last: laatste
quantifier hundreds: honderden
quantifier thousands: duizenden
quantifier tens: tientallen
quantifier more: meer stijgt stijgen stijging toename toegenomen groei groeit hoger hogere verhogen verhoogd verhoogt hogen groter grotere
quantifier more: vergroten extra ?bij ?erbij ?verder ?toe
quantifier less: minder daalt dalen daling afname afgenomen lager lagere
quantifier less: verlagen verlaagd verlaagt krimp verminderen vermindert ?af ?beperken
restriction only: alleen slechts uitsluitend enkel louter pas ?enige
restriction strict: strikt strikte streng strenge
restriction separate: individueel individuele afzonderlijk afzonderlijke aparte apart losse ?specifieke
restriction specific: specifiek specifieke bepaald bepaalde ?aparte ?eigen
restriction formal: formeel formele officieel officiële
restriction limited: beperkt beperkte
restriction small: klein kleine kleiner kleinere
restriction large: groot grote ?grotere ?groter
time_limit now: momenteel thans nu op_dit_moment huidig huidige ?inmiddels ?actuele ?actueel ?vandaag ?tegenwoordig ?nog
time_limit still: nog_steeds ?nog ?steeds ?blijft ?blijven ?blijf
time_limit for_now: vooralsnog voorlopig voorlopige tijdelijk tijdelijke
time_limit already: reeds inmiddels ?al ?eerder ?nu
time_limit until: totdat tot_en_met ?tot
time_limit since: sinds sindsdien vanaf ?vanuit
time_limit before: voordat voorafgaand vooraf ?voor ?eerder ?vóór
time_limit after: nadat achteraf ?na ?daarna ?later
time_limit deadline: uiterlijk ?voor ?binnen ?tot
time_limit soon: binnenkort spoedig op_korte_termijn zo_snel_mogelijk ?snel ?gauw
time_limit at_once: direct onmiddellijk meteen directe onmiddellijke
time_limit in_time: tijdig tijdige op_tijd
time_limit yearly: jaarlijks jaarlijkse elk_jaar ieder_jaar per_jaar
time_limit monthly: maandelijks maandelijkse elke_maand iedere_maand per_maand
time_limit weekly: wekelijks wekelijkse elke_week iedere_week per_week
time_limit daily: dagelijks dagelijkse elke_dag iedere_dag per_dag
time_limit recent: recent recente recentelijk onlangs kort_geleden
time_limit then: destijds toenmalig toenmalige voormalig voormalige ?toen
time_limit later: later ?uiteindelijk ?na
time_limit finally: uiteindelijk
time_limit future: toekomst toekomstig toekomstige komende aankomende aanstaande volgende ?straks
time_limit again: opnieuw wederom ?weer
condition if: indien mits ingeval zodra voorzover voor_zover voorwaarde voorwaarden voorwaardelijk wanneer zo_nodig waar_nodig
condition if: op_het_moment_dat ?als <wie <die <degene <degenen <bij <voor ?zolang ?tenzij
condition unless: tenzij behalve_als behalve_wanneer
condition as_long_as: zolang zo_lang
condition depends: afhankelijk hangt afhangen afhangt
condition despite: ondanks hoewel ofschoon ?toch ?maar ?al
attribution said: volgens aldus meldt meldde meldden laten_weten liet_weten lieten_weten laat_weten aangegeven geeft_aan geven_aan aangeeft
attribution said: zegt zeggen zei zeiden gezegd claimt claimen beweert
attribution said: beweren schrijft schrijven schreef bericht berichten bevestigt verklaart
attribution said: concludeert concluderen vernomen ?begrepen ?melden ?gemeld ?stelt ?stellen ?stelde ?gesteld
attribution think: vindt vinden vond vind meent menen mening oordeelt oordelen oordeel opvatting standpunt denkt denken denk vermoedt
attribution think: vermoeden beschouwt achten ?acht ?gedachten
attribution advice: adviseert adviseren geadviseerd advies adviezen raadt aangeraden aanbevolen aanbeveling aanbevelingen
attribution trust: vertrouwen vertrouwt vertrouw
attribution hope: hoopt hopen hoop
attribution promise: toegezegd toezegging toezeggingen beloofd belooft beloven belofte
attribution announced: aangekondigd
attribution doubt: twijfelt twijfels betwijfelt
choice or: of dan_wel hetzij ?en/of
cause because: omdat doordat aangezien waardoor !want !daardoor !daarom !dus !namelijk !immers !hierdoor !vanwege !wegens !dankzij
cause because: ?om_deze_reden ?om_die_reden ?op_basis_van ?gelet_op ?gezien ?als_gevolg_van ?naar_aanleiding_van
added you: !u !uw !je !jij !jouw !jullie <mensen <burgers <iedereen <iemand <inwoners <personen <ander <betrokkenen <men
added crime: !strafbaar !illegaal !misdrijf !overtreding !overtreden !overtreedt !schuldig !schuld
added law: !wet !wetten !wettelijk !wettelijke ?wetgeving ?wetsvoorstel ?wettelijk
name court: rechter rechters rechtbank
added penalty: !boete !boetes !straf !straffen !gevangenis ?boete
added report: !aangifte
added liable: !aansprakelijk
added blame: !helaas !gelukkig !schandalig !schande !terecht !onterecht !belachelijk !verstandig !zorgelijk ?zorgelijke
name police: politie
name cabinet: kabinet regering
name government: overheid overheden
name minister: minister ministers bewindspersoon
name secretary: staatssecretaris staatssecretarissen
name supervisor: toezichthouder toezichthouders toezichthoudende
name municipality: gemeente gemeenten
name province: provincie provincies
name ministry: ministerie ministeries
name inspection: inspectie inspecties
name mayor: burgemeester burgemeesters
name parliament: kamer tweede_kamer uw_kamer parlement
name employer: werkgever werkgevers
name insurer: verzekeraar verzekeraars zorgverzekeraar zorgverzekeraars
speaker i: ik mij mijn
speaker we: wij we ons onze
"""
FREE = frozenset(
    "waar geval gevallen situatie situaties omstandigheden bij nodig tegen "
    "anders aantal andere overige eigen zelf jaar jaren maand maanden "
    "week weken dag dagen uur per dan na tot al nog binnen periode gedurende tijdens begin eind termijn moment nu instantie zin concreet "
    "concrete mate als steeds eerder gemeld melden stelt gesteld stellen acht enige medio zover in_ieder_geval in_elk_geval in_dat_geval "
    "in_dit_geval niet_alleen zoveel weer toekomst bepaald zolang namens als_het_gaat_om begrepen verder deel heel hele "
    "voorbehoud uiteindelijke tussen plaats vinden_plaats vindt_plaats plaats_vinden".split()
)
"""Guarded words of the gate that an explanation may leave out or add where no sense above claims them, and phrases that hide one."""

Sense = tuple[str, str]
"""Kind and name."""


def _read(table: str) -> tuple[dict[tuple[str, ...], list[tuple[str, Sense]]], int]:
    found: dict[tuple[str, ...], list[tuple[str, Sense]]] = {}
    for line in table.strip().splitlines():
        head, _, words = line.partition(": ")
        kind, name = head.split()
        for word in words.split():
            strength = word[0] if word[0] in "?!<" else "+"
            found.setdefault(tuple(word.lstrip("?!<").split("_")), []).append((strength, (kind, name)))
    return found, max(map(len, found))


SENSES, LONGEST = _read(_TABLE)
"""A word or phrase → the senses it has, each with its strength: '+' for certain, or a sign of the table."""
PHRASES_FREE = frozenset(tuple(word.split("_")) for word in FREE if "_" in word)


def kind_of_guarded(word: str) -> str:
    """Return the gate's kind of a word that no sense claims and that is not free, '' for any other."""
    return "" if word in FREE else GUARDED.get(word, "")


WHETHER = frozenset(
    "controleert controleren nagaan gaat kijkt kijken bekijkt bekijken "
    "onderzoekt onderzoeken weet weten nakijken beoordelen beoordeelt bepalen "
    "bepaalt toetst toetsen vraag vragen bekend duidelijk zien ziet checkt checken na".split()
)
"""Words before an 'of' that offers no choice: 'controleert of …'."""
