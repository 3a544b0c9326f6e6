"""How readers ask about the letters in Dutch: a closed vocabulary, and which kinds of words together ask what."""

import re

from bot.letters.vocabulary import Vocabulary, kinds_of, merged_as, rules_of

_OFFICES = "minister|ministers|staatssecretaris|staatssecretarissen|bewindspersoon|bewindspersonen|ministerie|ministeries|departement"
_MEMBERS = "kamerlid|kamerleden|tweedekamerlid|tweedekamerleden|leden|politicus|politici|parlementariers?|volksvertegenwoordigers?"

DUTCH = Vocabulary(
    merged=merged_as(
        ("hoe (?:oud|recent|actueel)", "hoeoud"),
        ("hoe lang", "hoelang"),
        ("hoe groot", "hoegroot"),
        ("(?:van|uit) welke? (?:datum|dag|jaar|maand)", "van wanneer"),
        ("(?:(?:op|van|uit|sinds|in|vanaf|per) )?welke? (?:datum|dag|jaar|maand|tijdstip)", "wanneer"),
        ("over (?:dit|dat|deze|die|hetzelfde)(?: onderwerp| zaak| kwestie)?", "hierover"),
        (f"(?:welke?|wat voor) (?:{_OFFICES})", "welkeminister"),
        (f"(?:welke?|wat voor) (?:{_MEMBERS})", "welkkamerlid"),
        ("een (?:minister|kamerlid|staatssecretaris)(?=$| *[?.!])", "ambtenaar"),
        ("hoe (?:heet|heten) (?:het|de|dat|die)|wat is de naam van (?:het|de|dat|die)", "wie is"),
        ("zwart op wit", "geschreven"),
        ("kunstmatige intelligentie", "ai"),
        ("laat (?:mij |me )?(?:eens |even )?(.*) zien", r"toon \1"),
    ),
    asides=re.compile(
        r"(?:(?:kunt|kun|kan|zou|zoudt) (?:u|je|jij|iemand)(?: mij| me)?(?: misschien| even)?(?: kunnen)? (?:zeggen|vertellen|laten weten)"
        r"|weet (?:u|je|jij|iemand)(?: misschien| toevallig| ook)?|mag ik(?: ook)? weten"
        r"|ik (?:vraag me af|wil(?: graag)? weten|zou(?: graag)? willen weten))[ ,:]+"
        r"(?=(?:op |van |in |uit |tot |door |sinds |bij )?(?:wie|welke?|wanneer|waar|hoe|hoeveel|of)\b)"
    ),
    tail=re.compile(r"\b(?:over|rond|rondom|inzake|betreffende|aangaande)\b"),
    words=kinds_of(
        {
            "fill": """
                de het een en er aan op in te als al dan nou nu toch wel ook nog precies eigenlijk trouwens zo allemaal aub alstublieft
                graag alsjeblieft even hallo hoi bedankt dank oke ok eens maar dus daarbij beste meneer mevrouw sorry ja nee tweede kamer
                door bij met politieke misschien ooit uiteindelijk weer daadwerkelijk officieel
            """,
            "this": """
                dit dat deze die hierop daarop hiervan daarvan hierover daarover
                hiernaar daarnaar hiervoor daarvoor hieraan daaraan daar ze zij
            """,
            "that": "dit dat",
            "near": "dit deze",
            "chamber": "kamer",
            "who": "wie wiens welkkamerlid welkeminister",
            "whooffice": "welkeminister",
            "something": "iets informatie",
            "which": "welk welke",
            "what": "wat",
            "how": "hoe",
            "where": "waar",
            "whereon": "waarop waar",
            "whereof": "waarover",
            "when": "wanneer",
            "dated": "datum dateert dateren dagtekening",
            "old": "hoeoud",
            "howlong": "hoelang",
            "howmany": "hoeveel",
            "howbig": "hoegroot",
            "members": "kamerlid kamerleden tweedekamerlid tweedekamerleden lid leden politicus politici parlementarier parlementariers",
            "submitter": "indiener indieners vragensteller vragenstellers",
            "party": "partij partijen fractie fracties",
            "office": """
                minister ministers staatssecretaris staatssecretarissen bewindspersoon bewindspersonen ministerie ministeries departement
                departementen
            """,
            "gov": "kabinet regering minister ministers staatssecretaris staatssecretarissen bewindspersoon bewindspersonen",
            "asked": "stelde stelden gesteld vroeg vroegen gevraagd ingediend indiende indienden diende dienden ingezonden ingestuurd",
            "put": "stelde stelden gesteld ingediend ingezonden",
            "answered": "antwoordde antwoordden beantwoordde beantwoordden beantwoord geantwoord reageerde reageerden gereageerd",
            "answering": "beantwoorden antwoorden reageren",
            "gave": "gaf gaven gegeven",
            "came": "kwam kwamen gekomen verscheen verschenen",
            "wrote": """
                schreef schreven geschreven ondertekende ondertekenden ondertekend stuurde stuurden gestuurd verstuurde verstuurd verzonden
            """,
            "said": "zegt zei zeiden gezegd",
            "aux": "is zijn was waren heeft hebben had hadden werd werden wordt worden",
            "was": "was waren",
            "be": "is zijn was waren dateert dateren",
            "come": "komt kom komen kwam kwamen hoort horen afkomstig",
            "from": "van uit namens bij",
            "of": "van uit",
            "questions": "vragen vraag kamervragen kamervraag",
            "answer": "antwoord antwoorden beantwoording reactie",
            "letter": "brief brieven kamerbrief kamerbrieven aanhangsel",
            "letters": "brieven kamerbrieven kamervragen",
            "papers": "document documenten stuk stukken kamerstukken",
            "info": "informatie tekst citaat citaten uitspraak uitspraken zin zinnen",
            "store": "verzameling collectie database databank archief bestand bronnen",
            "you": "u uw jij je jouw jullie kamerantwoord",
            "youself": "u jij jullie kamerantwoord",
            "kamerantwoord": "kamerantwoord",
            "me": "ik mij me wij we",
            "have": "heeft hebt heb hebben",
            "be2": "bent ben zijn",
            "stand": "staat staan stond stonden zit zitten telt tellen bevat bevatten heeft hebben",
            "stands": "staat staan stond",
            "written": "geschreven beschreven vermeld opgeschreven",
            "read": "nalezen teruglezen lezen terugvinden nakijken",
            "find": "vinden vind terugvinden",
            "can": "kan kunt kun kunnen mag",
            "whole": "hele volledige originele oorspronkelijke complete",
            "source": "bron bronnen bronvermelding link vindplaats origineel",
            "page": "pagina bladzijde alinea",
            "know": "weet weten",
            "sure": "zeker",
            "get": "haalt haal halen krijgt gehaald",
            "vandaan": "vandaan",
            "base": "baseert baseer baseren gebaseerd",
            "use": "gebruikt gebruik gebruiken raadpleegt",
            "reliable": "betrouwbaar verzonnen",
            "trust": "vertrouwen",
            "invent": "verzint verzin verzinnen bedenkt verzonnen",
            "correct": "klopt kloppen juist",
            "go": "gaan gaat ging gingen",
            "about": "over",
            "subject": "onderwerp",
            "subjects": "onderwerpen",
            "number": "zaaknummer documentnummer briefnummer aanhangselnummer kamerstuknummer kenmerk",
            "plainnumber": "nummer",
            "exist": "bestaan bestaat",
            "all": "alle meer andere",
            "show": "toon geef noem laat tonen geven noemen",
            "see": "zien",
            "list": "lijst lijstje overzicht",
            "newest": "nieuwste laatste recentste oudste eerste recente recent",
            "search": "zoek doorzoekt doorzoek doorzoeken kent ken kennen zoekt zoeken",
            "within": "erin hierin",
            "until": "tot vanaf sinds",
            "run": "loopt lopen gaat gaan terug bijgewerkt actueel beslaat beslaan recent",
            "period": "periode jaren tijdvak",
            "ask": "vragen stellen",
            "here": "hier",
            "took": """
                deed deden duurde duurt geduurd gedaan moest moesten erover over gewacht wachten nodig had kostte kosten om voordat voor tot
                kwam kwamen was waren
            """,
            "creature": """
                mens robot computer chatbot ai bot machine programma computerprogramma chatgpt taalmodel ambtenaar persoon overheidssite
            """,
            "government": "overheid rijksoverheid",
            "recent": "recent recente actueel actuele verouderd",
            "mp": "kamerlid kamerleden tweedekamerlid tweedekamerleden",
            "to": "naar",
            "kind": "kunstmatige echt echte levend levende site website soort iemand van voor",
            "talk": "praat spreek chat",
            "do": "doen betekenen helpen",
            "for": "voor",
            "work": "werkt",
            "dit": "dit",
            "help": "help hulp",
            "my": "mijn",
            "site": "site website pagina",
            "model": "taalmodel model",
            "made": "gemaakt maakte bouwde gebouwd beheert",
            "anonymous": "anoniem prive",
            "keep": "slaat bewaart bewaren bewaard opgeslagen onthoudt onthouden opslaat deelt",
            "happens": "gebeurt doet",
            "own": "vraag vragen gesprek chat",
            "more": "meer andere rest volgende overige",
        }
    ),
    rules=rules_of("""
    list: which questions asked topic|filter / aux members party gov
    list: which questions topic|filter / exist aux
    askers: who asked questions|this / aux office gov members
    askers: who mp / be this
    askers: who|which submitter / be this questions letter answer of
    askers: who of questions / be come this letter
    parties: which party asked / aux questions this from office gov
    parties: which party again / be that members submitter questions from
    askers: who again_asked /
    asked_on: when again_asked / be this
    answered_by: who|whooffice again_answered /
    answered_by: whooffice|gov again / be that
    answered_on: when again_answered / be this
    parties: which party from / be come questions members submitter this
    answered_by: who answered / aux this questions letter from asked gov
    answered_by: who gave answer / aux this questions from
    answered_by: who wrote letter|answer|this / aux from
    answered_by: who said that / aux
    answered_by: who from answer|letter / be come this
    answered_by: whooffice be that /
    asked_on: when asked questions|this / aux members submitter party office gov of which
    asked_on: when questions be / this of
    range: when|old newest letter / be from which
    range: when store|letters until|run|be / from run until have you which
    range: when have you letters|letter / until from
    range: be store recent /
    range: old store|you|letters / be be2 from
    range: which period store|letters|you / run be from have search
    answered_on: when answered / this questions letter office gov aux from which asked
    answered_on: when gave|came answer / this questions office gov aux from
    answered_on: when answer|letter|info|dit of|dated / be this come
    answered_on: what|which dated / be of this answer letter info have
    answered_on: when was answer|letter / this
    answered_on: when wrote letter|answer|this / aux office gov from
    answered_on: be dit|answer|info recent / this
    answered_on: when said that / aux office gov
    answered_on: old answer|letter|info|dit / be this
    duration: howlong answered|answer|answering / took office gov questions this aux answering members
    questions: howmany questions / asked answer stand letter this aux members party of from within
    wording: what asked members / aux gov office
    wording: what be questions / of members submitter this letter
    wording: which questions asked|stands / aux letter this members party of within
    subject: where|whereof go letter|questions|answer|filter / this about
    subject: what|which subject / be letter questions answer this of have
    number: what|which number / be letter questions answer this have of
    number: what plainnumber letter / be this of
    where: where stands that|answer|info / this written letter
    where: stands that letter / written kind
    where: can me letter|answer read|see / whole this
    where: which letter|answer|questions|page|papers stands|come|be that|info / of from
    where: where read that|answer|letter|info|questions / me can this whole
    where: where find letter|answer|source / me can this whole
    where: what source / be this you of answer info
    where: have|can source / you me this see for answer show letter to
    how_known: how you know that / sure
    how_known: you know that sure / how
    how_known: how come youself info|answer|this / have
    how_known: where get vandaan / you have this info answer aux
    how_known: where come vandaan info|answer / this
    how_known: whereon base that|answer|info / you be this
    how_known: which|what source use / you this
    how_known: be reliable that|info|answer / this
    how_known: can trust that|info|answer|youself / me this
    how_known: invent you / that have this
    how_known: correct answer|info / this
    list: which letter|letters go|stand|exist|aux topic / something within of from
    list: which letters / aux have you exist go about all from this stand know search office gov find can me newest asked letter store
    list: which letters within / stand aux go exist all
    list: which letter|papers have you / about all store from
    list: which letter wrote gov / aux
    list: aux|have|exist letters|letter / you exist about all this newest from asked
    list: aux questions put / all this
    list: aux something asked chamber topic /
    list: search letters|letter / me all newest this
    list: show letters|letter|list / see me you all from this about newest list letters have gov office
    list: what|which newest letter / be from
    list: which subjects / about can me ask have you letters exist go store stand search here aux of find
    list: whereof|where can me ask / questions about here you
    count: howmany letters|letter / aux have you store stand exist about go from this search all asked within wrote gov office put
    count: howmany papers|answer you|store / aux have stand search from all within
    count: howbig store / be you of
    self: who|what be2 you / kind for
    self: be2 you creature / kind
    self: be2 you of government /
    self: be dit of government / site
    self: be dit creature / kind
    self: talk me creature / kind
    self: what can youself / do me for
    self: what can me ask / you here for
    self: what can me here do /
    self: how work kamerantwoord /
    self: how work site near /
    self: what be kamerantwoord / for
    self: what be dit site / kind
    self: what can you /
    self: which model use you /
    self: help /
    owner: who of kamerantwoord / be
    owner: who of site near / be
    owner: who made youself|kamerantwoord / aux
    owner: who made site near / aux
    privacy: keep my own / you aux this
    privacy: who can see|read my own /
    privacy: be dit anonymous /
    privacy: what happens my own / you aux
    """),
)
