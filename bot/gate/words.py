"""Closed lists of Dutch words, by what leaving them out would do; knows no rules.

Written for the register of answers to parliament. A word in GUARDED changes what a sentence claims; a sentence is never shortened
by it. The lists are generous on purpose: a guarded word too many costs a shortening, one too few costs the truth.
"""


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


NEGATION = _set(
    "niet geen nooit noch niets niemand nergens zonder evenmin nauwelijks nimmer amper weinig geenszins behalve uitgezonderd "
    "uitzondering uitzonderingen uitgesloten behoudens weglating"
)
MODAL = _set(
    "kan kunnen kon konden mag mogen mocht mochten moet moeten moest moesten zal zullen zou zouden wil willen wilde wilden dient "
    "dienen diende dienden hoeft hoeven hoefde verplicht verplichten verboden toegestaan"
)
HEDGE = _set(
    "mogelijk mogelijke mogelijkerwijs wellicht misschien waarschijnlijk waarschijnlijke vermoedelijk vermoedelijke veelal meestal "
    "doorgaans vaak soms regelmatig circa ca ongeveer ruim bijna minstens maximaal minimaal hooguit hoogstens tenminste meer o.a m.n "
    "zoveel potentieel lijkt lijken schijnt schijnen vooral voornamelijk hoofdzakelijk grotendeels deels gedeeltelijk gedeeltelijke "
    "enigszins relatief voldoende onvoldoende genoeg schatting beginsel principe algemeen algemene algemeenheid gemiddeld "
    "gemiddelde uiteindelijk  "
    "vermeende vermeend beoogde beoogd ogenschijnlijk geschat geschatte verwachting verwacht verwachte streven streeft "
    "probeert poging beoogt vrijwel nagenoeg kans kansen mate"
)
QUANTIFIER = _set(
    "alle alles allemaal elk elke ieder iedere iedereen veel vele velen enkele enige sommige meeste meerdere verschillende diverse "
    "beide aantal "
    "helft minder minste steeds telkens altijd half halve volledig volledige geheel gehele grootste deel merendeel "
    "meerderheid minderheid  "
    "totaal totale slechts andere overige eigen zelf eerste tweede derde laatste enig hele"
)
TIME_LIMIT = _set(
    "momenteel thans nu inmiddels tot totdat sinds sindsdien vanaf nog voorlopig voorlopige tijdelijk tijdelijke binnen vooralsnog al "
    "reeds eerder eerdere later straks toekomst toekomstig toekomstige moment jaar jaren maand maanden week weken dag dagen "
    "uur jaarlijks  "
    "jaarlijkse maandelijks per dan tijdig tijdige direct onmiddellijk na voordat nadat eerst uiterlijk periode gedurende tijdens "
    "januari februari maart april mei juni juli augustus september oktober november december 2025 2026 aankomende aanstaande voormalig "
    "voormalige huidig huidige komende termijn begin eind medio recent recente recentelijk onlangs weer opnieuw"
)
CONDITION = _set(
    "als indien mits tenzij zolang wanneer zodra ingeval voorwaarde voorwaarden voorwaardelijk afhankelijk geval gevallen situatie "
    "situaties omstandigheden bij nodig zover voorzover tegen anders mocht waar ondanks hoewel ofschoon afhangen afhangt hangt"
)
RESTRICTION = _set(
    "alleen uitsluitend enkel strikt strikte louter pas specifiek specifieke bepaald bepaalde instantie individuele individueel beperkt "
    "beperkte zin formeel formele concreet concrete toereikend afzonderlijk afzonderlijke kleine kleinere grote grotere"
)
ATTRIBUTION = _set(
    "volgens aldus meldt melden meldde meldden weten liet lieten stelt stelde stelden "
    "aangegeven aangeeft adviseert adviseren geadviseerd verwacht verwachten acht achten vindt vinden vond meent menen beweert "
    "beweren zegt zeggen zei zeiden bericht berichten claimt claimen schrijft schrijven schreef concludeert concluderen "
    "oordeelt oordelen  "
    "vermoedt vermoeden denkt denken aangekondigd toegezegd gesteld gemeld bevestigt verklaart oordeel mening standpunt "
    "inschatting opvatting aangevoerd begrepen vernomen namens"
)
GUARDED: dict[str, str] = {}
for _kind, _words in (
    ("attribution", ATTRIBUTION),
    ("quantifier", QUANTIFIER),
    ("time_limit", TIME_LIMIT),
    ("restriction", RESTRICTION),
    ("condition", CONDITION),
    ("hedge", HEDGE),
    ("modality", MODAL),
    ("negation", NEGATION),
):
    GUARDED.update(dict.fromkeys(_words, _kind))

ARTICLES = _set("de het een")
DETERMINERS = ARTICLES | _set("hun haar zijn mijn ons onze uw deze die dat dit dergelijke zulke diens wier wiens")
PREPOSITIONS = _set(
    "aan achter bij binnen boven buiten door gedurende in langs met na naar naast om onder op over per richting rond rondom "
    "sinds te tegen  "
    "ten ter tijdens tot tussen uit van vanaf vanuit vanwege via volgens voor voorbij wegens zonder dankzij jegens omtrent inzake conform"
)
PRONOUNS = _set("ik je jij u hij zij ze wij we jullie het men er zich hen hem haar dit dat deze die wie wat iets niets iemand elkaar")
SUBORDINATORS = _set(
    "dat of omdat doordat zodat terwijl hoewel aangezien indien als wanneer zolang zodra mits tenzij voordat nadat totdat "
    "opdat waarom hoe  "
    "die wie wat welke waar waarmee waarbij waardoor waarin waarop waarvan waaronder waaraan waaruit waarvoor waartoe waarover "
    "waarna waarnaar waarlangs waartegen waartussen wier wiens"
)
JOINERS = _set("en of maar want dus doch noch alsook alsmede evenals zoals dan")
FUNCTION = (
    DETERMINERS | PREPOSITIONS | PRONOUNS | SUBORDINATORS | JOINERS | _set("ook er daar hier wel toch te om niet geen zo nog al zeer heel")
)

# Sentences without them say the same: they join a sentence to its neighbours.
CONNECTIVES = (
    "daarnaast, ook, bovendien, tevens, eveneens, daarbij, hierbij, verder, voorts, daarmee, hiermee, daartoe, hiertoe, "
    "immers, namelijk,  "
    "overigens, daarom, dus, derhalve, hierdoor, daardoor, vervolgens, ten slotte, tot slot, dan ook, toch, juist, bijvoorbeeld, zo, "
    "in dit verband, in dat verband, in dit kader, in dat kader, om deze reden, om die reden, op deze manier, op die "
    "manier, op deze wijze,  "
    "op die wijze, in aanvulling daarop, in dit licht, in dat licht, in deze casus, ten eerste, ten tweede, allereerst, tegelijkertijd, "
    "naar aanleiding hiervan, naar aanleiding daarvan, als gevolg hiervan, als gevolg daarvan, "
    "in vervolg hierop, zodoende, echter, evenwel, daarentegen, kortom, jl, jongstleden, met andere woorden, graag, uiteraard, daarenboven"
)
CONNECTIVE_PHRASES = tuple(tuple(phrase.split()) for phrase in CONNECTIVES.replace("\n", " ").split(", "))
# Adjectives and adverbs that only colour; leaving one out weakens a positive sentence, and never makes it say something else.
COLOURING = _set(
    "serieuze "
    "verdere geavanceerde nauw proactief actieve enorm enorme zeer heel fors forse flink flinke gevraagde genoemde bedoelde "
    "betreffende desbetreffende voornoemde bovengenoemde bovenstaande onderhavige praktische uitgebreide uitvoerige "
    "zorgvuldige intensieve nadrukkelijk uitgebreid uitvoerig intensief constructief constructieve expliciet nader nadere"
)

# What opens an adjunct of cause, ground, means or background.
CAUSES = (
    "vanwege, wegens, dankzij, als gevolg van, ten gevolge van, naar aanleiding van, gelet op, mede gelet op, gezien, mede gezien, "
    "in verband met, met het oog op, uit hoofde van, op verzoek van"
)
GROUNDS = (
    "op grond van, op basis van, krachtens, ingevolge, conform, overeenkomstig, in overeenstemming met, in lijn met, in het kader van, "
    "onder leiding van, onder dreiging van, onder verantwoordelijkheid van, met behulp van, door middel van, ten behoeve "
    "van, via, vanuit,  "
    "rond, rondom, in aanvulling op, in overleg met, in samenwerking met, samen met, in navolging van, "
    "op haar website, op zijn website, op hun website, op de website, op haar site, op zijn site, in een persbericht"
)
CAUSE_HEADS = tuple(tuple(head.split()) for head in CAUSES.split(", "))
GROUND_HEADS = tuple(tuple(head.split()) for head in GROUNDS.split(", "))
# What opens an addition between commas.
ADDITIONS = tuple(
    tuple(head.split())
    for head in (
        "zoals, waaronder, onder wie, bijvoorbeeld, met name, in het bijzonder, inclusief, mede, ook, alsook, alsmede, evenals, "
        "naast, net als,  "
        "in plaats van, te weten"
    ).split(", ")
)

# Finite verbs that may follow 'en' or stand in second place; the ambiguous ones (plural = infinitive) are told apart in `shape.py`.
AUXILIARIES = MODAL - _set("verplicht verboden toegestaan verplichten") | _set(
    "is zijn was waren wordt worden werd werden heb heeft hebben had hadden blijft blijven bleef bleven ben hebt doet deed deden"
)
SINGULAR = _set(
    "ziet geeft houdt doet maakt neemt stelt biedt blijft gaat staat komt ligt vindt acht deelt meldt werkt ondersteunt "
    "onderzoekt toetst  "
    "verstrekt fungeert valt geldt rust sluit lokt plaatst levert leidt draagt zorgt vormt bestaat bevat betreft volgt vraagt verplicht "
    "adviseert informeert communiceert publiceert controleert handhaaft beoordeelt bepaalt beschikt treedt legt krijgt brengt zet voert "
    "richt bevordert versterkt verbetert beschermt behandelt bespreekt betrekt bereidt start begint eindigt verhoogt verlaagt vermindert "
    "voorkomt beperkt vergroot faciliteert financiert subsidieert coördineert organiseert monitort evalueert rapporteert stuurt zendt "
    "ontvangt betaalt kost bedraagt telt groeit daalt stijgt hanteert gebruikt benut wijst verwijst erkent steunt "
    "onderschrijft benadrukt  "
    "hecht streeft beoogt wil verwacht denkt weet kent begrijpt betreurt vertrouwt spreekt overlegt roept vergt vereist eist verbiedt "
    "beschrijft omvat regelt dient helpt stimuleert laat toont blijkt lijkt verloopt loopt vindt treft spant zoekt kiest besluit "
    "doelt hoort past meet weegt keurt loopt stemt trekt dringt ervaart meent vindt wacht wenst woont zit dekt trekt merkt slaagt schat "
    "reageert presenteert moedigt speelt loont levert bekijkt bemiddelt benadert bereikt berust beslist bestrijdt bewaakt draait duurt "
    "functioneert garandeert geschiedt handelt herkent houdt kent koopt verkoopt leert lijdt meldt motiveert noemt opereert past passeert "
    "produceert profiteert raakt rekent schaadt schiet signaleert sluit staat strekt traint verhuist verandert verblijft verdeelt verkent "
    "verlengt vermeldt vernietigt verplaatst verschilt verwacht vervangt verzoekt verzorgt vervult volstaat wijzigt wint zendt "
    "nam kwam ging stond gaf vond hield kreeg sprak lag zat bleek leek liep vroeg riep begon besloot bracht speelde steunde werkte maakte "
    "voerde leidde kom ga zie neem geef bied spreek stuur moedig steun "
    "pleit benadrukt onderstreept bekrachtigt beseft voorziet verstrekt "
    "registreert verzamelt verwerkt bewaart deelt inventariseert actualiseert ontwikkelt realiseert verleent voldoet houd zie vind deel"
)
PLURAL = _set(
    "zien geven houden doen maken nemen stellen bieden gaan staan komen liggen achten delen melden werken ondersteunen "
    "onderzoeken toetsen  "
    "verstrekken fungeren vallen gelden sluiten plaatsen leveren leiden dragen zorgen vormen bestaan bevatten betreffen volgen vragen "
    "adviseren informeren communiceren publiceren controleren handhaven beoordelen bepalen beschikken treden leggen krijgen "
    "brengen zetten  "
    "voeren richten behandelen bespreken starten voorkomen financieren organiseren monitoren evalueren rapporteren sturen "
    "ontvangen betalen  "
    "gebruiken erkennen steunen onderschrijven spreken overleggen vereisen helpen stimuleren tonen registreren verzamelen "
    "verwerken delen  "
    "ontwikkelen verlenen voldoen vinden lokken rusten laten namen kwamen gingen stonden gaven vonden hielden kregen spraken lagen zaten "
    "streven pleiten begonnen bepalen presenteren bereiken betreuren benadrukken"
)
FINITE = AUXILIARIES | SINGULAR | PLURAL

# Nouns and verbs that need the 'om …' or 'te …' behind them: without it they say something else.
NEEDS_PURPOSE = _set(
    "verplicht verplichten verplichting verplichtingen plicht dwingt dwingen vraagt vragen gevraagd verzoekt verzocht "
    "verzoek roept opgeroepen  "
    "oproep adviseert geadviseerd advies aanleiding reden redenen besloten besluit voornemen voornemens plan taak recht "
    "verbod mogelijkheid  "
    "mogelijkheden bereid staat nodig noodzakelijk belangrijk mogelijk wenselijk onwenselijk bevoegd bevoegdheid bevoegdheden opdracht "
    "gelegenheid kans beslissing afspraak afgesproken toegezegd toezegging streven streeft doel poging probeert geprobeerd "
    "kiest keuze gekozen  "
    "noodzaak behoefte ruimte verantwoordelijkheid aan gaat gaan ging draait prikkel prikkels prikkelt prikkelen ambitie manier wijze "
    "gericht erop stimuleert stimuleren helpt helpen ondersteunt ondersteunen nodigt moedigt uitnodigen aanmoedigen "
    "aansporen bewegen ertoe ervoor aanbod voorgesteld voorstel voorstellen ingezet"
)
# What follows them is a clause of its own: 'besloten de agenten niet te vervolgen'.
CONSENT = _set(
    "toestemming instemming goedkeuring machtiging ingang inachtneming voorbehoud medewerking uitzondering vergunning vrijstelling"
)
BESIDE_VERB = _set("via door")
FOCUS = _set("alleen slechts uitsluitend pas louter enkel")
# What is said of two together is not said of one.
TOGETHER = _set(
    "samen gezamenlijk verantwoordelijk bevoegd eens akkoord afspraken overeengekomen onderhandelen verschillen beide onderling elkaar"
)
# '70 jaar en ouder'.
COMPARED = _set("ouder jonger hoger lager meer minder verder later eerder groter kleiner langer korter")
DECIDING = _set("besloten toegezegd afgesproken gevraagd verzocht")
# Nouns whose source must stay: 'het advies vanuit de overheid'.
SPOKEN = _set("advies adviezen oproep standpunt mening oordeel verzoek inschatting opvatting kritiek zorgen signalen reactie waarschuwing")
NEEDING_ENDS = ("keuze", "plicht", "taak", "verbod", "recht", "mogelijkheid", "opdracht", "doel", "advies", "voornemen", "afspraak")
CONDITIONALS = _set("indien als wanneer zolang zodra mits tenzij voorzover ingeval")
NOT_AN_ITEM = _set("net naast mede ook inclusief afhankelijk bijvoorbeeld alsook evenals gepubliceerd genoemd")
LISTING = _set("zoals waaronder bijvoorbeeld inclusief onder met")
NO_PARTICIPLES = _set(
    "gemeenten gebieden gezinnen gegevens gebouwen gesprekken berichten besluiten belangen bewoners betrokkenen gebruikers "
    "bedrijven verzekeraars verenigingen verdachten "
    "beleid gebied verbod bericht bestand besluit verband gebod geld verzet beeld belang bewind verstand geluid gezicht gewicht recht"
)
NOUNS_IN_E = _set(
    "gemeente schade wijze methode periode ruimte orde zorgplicht weerbaarheid ziekte hoogte lengte breedte grootte groep einde"
)
# 'de verplichting tot openbaarmaking': no end in time.
LEADING_TO = _set(
    "verplichting verplichtingen bevoegdheid bevoegdheden aanleiding toegang recht oproep poging bijdrage overgang leidt leiden last"
)
EXCEPTIONS = _set("tenzij mits buiten behalve uitgezonderd behoudens zolang uitzondering uitzonderingen ondanks hoewel")
SPREADING = _set("tussen zowel samen gezamenlijk onderling elkaar noch")
# A last item of a list with a reservation of its own.
OWN_RESERVATIONS = tuple(
    tuple(p.split()) for p in ("in het uiterste geval", "zo nodig", "indien nodig", "waar nodig", "waar mogelijk", "eventueel")
)
DEGREES = _set("soms zeer vaak steeds verder relatief soort soorten type")
MEANT = _set(
    "bedoeld genoemd omschreven vereist vastgelegd gedefinieerd opgenomen beschreven neergelegd geregeld voorzien verwoord "
    "onder ook gebruikelijk benoemd bekend eerder eerst afgesproken verwacht toegezegd gevraagd"
)
POINTING = _set(
    "dit deze dergelijke hij ze zij hun haar hem hen ervan erop erover eraan hiervan hierop hierover hieraan hiertoe "
    "hierbij daarvan daarop daarover  "
    "daaraan daarvoor hiervoor dus laatstgenoemde eerstgenoemde daarin hierin hierdoor daardoor hierna daarna hier daar hiermee daarmee"
)
ROLES = _set(
    "onafhankelijk onafhankelijke verantwoordelijk verantwoordelijke zelfstandig zelfstandige publiek publieke coördinerend coördinerende"
)
RESPONSES = _set("tegenmaatregel reactie antwoord tegenprestatie voorbereiding aanvulling")
# 'als gevolg van' is no condition.
NO_CONDITIONS = ROLES | RESPONSES | _set("gevolg onderdeel doel voorbeeld resultaat uitgangspunt minister staatssecretaris")
NARROWING = NEGATION | _set(
    "alleen slechts uitsluitend enkel louter pas onwenselijk onmogelijk onjuist onterecht onnodig verbod verboden verbiedt "
    "elk elke ieder  "
    "iedere alle allemaal iedereen altijd beperking beperkingen afschaffing vrijstelling weigering geweigerd ingetrokken afgewezen "
    "stopgezet geschrapt afgeschaft gestopt"
)
PERMITTING = _set("kan kunnen kon konden mag mogen mocht bijvoorbeeld")
_PAIRS = (
    "is zijn, was waren, wordt worden, werd werden, heeft hebben, had hadden, doet doen, kan kunnen, kon konden, mag mogen, mocht mochten"
)
_MODAL_PAIRS = (
    "moet moeten, moest moesten, zal zullen, zou zouden, wil willen, dient dienen, hoeft hoeven, staat staan, gaat gaan, ziet zien"
)
AGREE = frozenset(frozenset(pair.split()) for pair in f"{_PAIRS}, {_MODAL_PAIRS}, zij ze".split(", "))
# 'Zoals uiteengezet in het antwoord op vraag 8 …': the letter points to itself.
SAID_BEFORE = _set(
    "uiteengezet aangegeven gezegd vermeld beschreven toegelicht gemeld genoemd opgemerkt gesteld geantwoord aangekondigd hierboven"
)
SAYING_IT = SAID_BEFORE | _set("ik wij we ook reeds al eerder in hierboven bekend")
OWN_PLACES = _set("antwoord antwoorden vraag vragen brief kamerbrief beantwoording hierboven bovenstaande bekend")
MOVABLE = _set(
    "inmiddels momenteel thans nu vooralsnog voorlopig jaarlijks tevens bovendien daarnaast ook verder wellicht mogelijk daarom "
    "hier daar destijds uiteindelijk eerder daarna vervolgens tegelijkertijd hierover hierop hieraan hierin hiermee hiervoor "
    "hiertoe hiervan "
    "hierbij hierdoor daarover daarop daaraan daarin daarmee daarvoor daartoe daarvan daarbij daardoor"
)
# Words that open a sentence and are not its subject.
FRONT_ADVERBS = (
    MOVABLE
    | {phrase[0] for phrase in CONNECTIVE_PHRASES}
    | _set("hier daar dan toen wel eerder later recent onlangs sindsdien vervolgens wel")
)
NOUNS_TOO = _set("onderzoeken vragen plaatsen werken delen kosten plannen richten vallen zorgen leden bedragen steunen namen begonnen")
