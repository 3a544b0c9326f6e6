"""How readers ask about the letters in English: the commonest ways. A closed vocabulary, as in Dutch."""

import re

from bot.letters.vocabulary import Vocabulary, kinds_of, merged_as, rules_of

ENGLISH = Vocabulary(
    merged=merged_as(
        ("how many", "howmany"),
        ("how (?:recent|old|up to date)", "howold"),
        ("(?:on |from |in )?(?:which|what) (?:date|day|year|month)", "when"),
        ("what is the date", "when is"),
        ("(?:which|what) (?:ministers?|state secretary|secretary of state|ministry|ministries)", "whichminister"),
        ("(?:which|what) (?:mps?|members?)(?: of parliament)?", "whichmember"),
    ),
    asides=re.compile(
        r"(?:(?:can|could) you (?:please )?tell me|do you know|i (?:want|would like) to know|i wonder)[ ,:]+"
        r"(?=(?:who|which|what|when|where|how)\b)"
    ),
    tail=re.compile(r"\b(?:about|regarding|concerning|on)\b"),
    words=kinds_of(
        {
            "fill": "the a an please so and then exactly actually by in on at to of hello hi thanks thank here it",
            "this": "this that these those them they",
            "that": "this that",
            "who": "who whom whichminister whichmember",
            "whooffice": "whichminister",
            "which": "which what",
            "what": "what",
            "how": "how",
            "where": "where",
            "when": "when date howold",
            "dated": "howold",
            "howmany": "howmany",
            "members": "mp mps member members parliament",
            "party": "party parties",
            "office": "minister ministers secretary secretaries state ministry government cabinet",
            "asked": "asked ask put submitted raised tabled",
            "put": "asked submitted raised tabled",
            "answered": "answered answer replied reply responded respond",
            "wrote": "wrote written write signed sign sent",
            "said": "said says say",
            "aux": "is are was were did does do has have been",
            "be": "is are was were",
            "from": "from of",
            "questions": "question questions",
            "answer": "answer answers reply",
            "letter": "letter letters document documents",
            "letters": "letters documents",
            "info": "information text quote",
            "store": "collection database archive",
            "you": "you your",
            "have": "have has got",
            "stand": "does do contain contains in have has",
            "say": "say says stated written state",
            "find": "find read",
            "can": "can could may",
            "me": "i me",
            "source": "source sources link reference",
            "know": "know",
            "come": "come comes coming",
            "about": "about",
            "subject": "subject topic",
            "subjects": "subjects topics",
            "number": "number",
            "show": "show list give tell",
            "all": "all any other more",
            "exist": "there exist",
            "newest": "newest latest oldest recent",
            "until": "until till up how recent",
            "creature": "human robot computer chatbot ai bot machine person program real talking",
            "do": "do help with for",
            "kamerantwoord": "kamerantwoord",
            "made": "made built",
            "keep": "store keep save stored kept saved",
            "my": "my",
            "own": "question questions",
            "more": "more other rest next others",
        }
    ),
    rules=rules_of("""
    askers: who asked questions|this / aux office from
    parties: which party asked|from / aux questions this members be
    parties: which party again / be that
    asked_on: when again_asked /
    answered_by: who|whooffice again_answered /
    answered_on: when again_answered /
    answered_by: who answered / aux this questions letter from
    answered_by: who wrote letter|answer|this / aux
    answered_by: who said that / aux
    asked_on: when asked questions|this / aux members party office from which be
    range: when newest letter|letters / be from which what
    range: until store / be dated which what
    range: dated you info|letters / be
    answered_on: when answered / this questions letter office aux from which
    answered_on: when wrote|from letter|answer|info|this / aux office be which
    questions: howmany questions / asked stand letter this aux members exist from
    wording: what asked members / aux
    wording: what be questions / from this
    subject: what letter|questions about / be this
    subject: which subject / be letter questions answer this from
    number: what number letter / be this from
    where: where say that / aux
    where: where find that|letter|answer / can me
    where: which letter say|be that / from
    where: which source / be this you from have
    where: have source / you can me this
    how_known: how you know that / do
    how_known: where come info|answer|that from / aux this
    list: which letters / aux have you exist about all from this store
    list: be|have letters|letter / you exist about all this
    list: be questions put|topic / all exist this
    list: show letters / me you all from about newest
    list: which newest letter / be
    list: which subjects / about can me asked have you letters exist aux store
    count: howmany letters|letter / aux have you store stand exist about from
    self: who be you /
    self: what be you /
    self: be you creature /
    self: what can you do / me
    self: what|who be kamerantwoord /
    owner: who made you|kamerantwoord /
    privacy: keep my own / you do be
    """),
)
