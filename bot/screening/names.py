"""Towns, first names and surnames that are common in the Netherlands, in small letters, to tell addresses and persons by.

Not complete, on purpose: a name counts as a private person's only when first name and surname are both common.
"""

TOWNS = frozenset(
    name.replace("_", " ")
    for name in """
    amsterdam rotterdam den_haag 's-gravenhage utrecht eindhoven groningen tilburg almere breda nijmegen apeldoorn haarlem arnhem enschede
    amersfoort zaandam zwolle leiden leeuwarden maastricht dordrecht ede delft alkmaar venlo emmen deventer hilversum heerlen amstelveen
    oss roosendaal purmerend schiedam spijkenisse vlaardingen almelo gouda hoorn lelystad zoetermeer hoofddorp assen veenendaal katwijk
    zeist hengelo nieuwegein roermond doetinchem helmond hoogeveen terneuzen woerden heerhugowaard houten middelburg rijswijk kampen weert
    bussum zutphen sittard geleen vlissingen heerenveen sneek drachten meppel tiel culemborg harderwijk ermelo barneveld wageningen rheden
    velp winterswijk hardenberg steenwijk urk dronten emmeloord papendrecht ridderkerk barendrecht waalwijk uden veghel boxtel goes
    zierikzee hulst oosterhout etten-leur valkenswaard veldhoven geldrop kerkrade landgraaf brunssum delfzijl veendam stadskanaal
    winschoten hoogezand huizen naarden weesp diemen aalsmeer uithoorn castricum heemskerk beverwijk ijmuiden zandvoort heemstede lisse
    noordwijk wassenaar voorburg leidschendam voorschoten maassluis hellevoetsluis gorinchem sliedrecht den_helder schagen enkhuizen
    's-hertogenbosch den_bosch bergen_op_zoom alphen_aan_den_rijn capelle_aan_den_ijssel krimpen_aan_den_ijssel
    """.split()
)
FIRST_NAMES = frozenset(
    """
    jan piet pieter kees cees henk hendrik gerrit willem wim johan johannes hans klaas dirk arie bert bart bas erik eric frank fred gert
    gerard harry herman jaap jeroen joep joost jos kevin koen lars leo leon luuk maarten marcel mark martijn martin matthijs max michiel
    mike niels nico paul peter patrick rene rené richard rik rob robert roel ron ronald ruud sander sjaak sjoerd stefan sven theo thijs
    thomas tim tom ton wouter anja anna anne annemarie anneke annie astrid bianca brenda carla caroline chantal corrie daniëlle danielle
    debbie diana dirkje els ellen elly emma esther eva fatima femke gerda greet greetje hanneke hannah hetty ilse ingrid irene iris
    janneke jantje jessica joke johanna josé julia karin kim laura lies liesbeth linda lisa lotte maaike margriet maria marieke marijke
    marion marjan marloes mieke miriam monique nathalie nicole petra ria roos sandra sanne saskia silvia simone sofie sophie susan suzanne
    tineke trudy truus wendy willemien wilma yvonne ahmed mohamed mohammed mustafa ali hassan ibrahim yusuf omar karim aisha khadija
    samira naima
    """.split()
)
SURNAMES = frozenset(
    name.replace("_", " ")
    for name in """
    de_jong jansen de_vries van_den_berg van_de_berg van_der_berg bakker van_dijk visser janssen smit meijer meyer de_boer mulder de_groot
    bos vos peters hendriks van_leeuwen dekker brouwer de_wit dijkstra smits de_graaf van_der_meer kok jacobs de_haan vermeulen
    van_den_heuvel van_der_veen van_den_broek de_bruijn de_bruin van_der_heijden schouten van_beek willems van_vliet hoekstra maas
    verhoeven koster van_dam van_der_wal prins blom huisman peeters kuiper van_veen kuipers van_der_linden van_dongen veenstra kramer
    van_wijk bosch gerritsen post jonker van_der_laan van_den_bosch wolters van_loon scholten willemsen klein bosman de_leeuw
    van_der_velden van_den_brink driessen van_der_velde bouwman van_doorn vink schipper timmermans van_der_ploeg hermans bakkers veldhuis
    hofman postma van_es groen boer groenewegen hendriksen jansma pietersen klaassen claassen cornelissen molenaar verbeek van_rooij
    van_der_horst van_der_zee de_lange el_idrissi yilmaz yildiz kaya demir öztürk çelik aydin bouali
    """.split()
)
PARTICLES = r"(?:van|de|den|der|ten|ter|'t|el|al|ben|bin)"
"""A regular expression for a word between a first name and a surname."""
