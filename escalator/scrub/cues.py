"""What stands around names in sentences, in many languages; and what is never part of a name.

Patterns and words only; prose.py decides with them.
"""

import re
from typing import Final

NOT_NAMES: Final = frozenset(
    "january february march april june july august september october november december monday "
    "tuesday "
    "wednesday thursday friday saturday sunday beach park river lake street road avenue "
    "boulevard lane drive court "
    "square plaza university college school institute hospital clinic center centre station "
    "airport "
    "county city island islands bay mountain mountains valley springs bank group inc ltd llc "
    "corp corporation company gmbh "
    "ag kg sa srl spa plc bv nv oy ab as foundation association ministry department office hotel "
    "studio systems software solutions services technologies energy airlines insurance cup award "
    "prize theorem "
    "law effect syndrome disease test algorithm index filter distribution transform equation "
    "strasse straße platz weg allee gasse rue calle via rua avenida plaza piazza edition version "
    "server street "
    "north south east west northern southern eastern western new old saint united states kingdom "
    "republic "
    "hi hello hey dear thanks thank regards cheers best kind sincerely yours good morning "
    "afternoon evening "
    "please sorry yes no ok okay hallo liebe lieber guten bonjour salut merci hola gracias ciao "
    "grazie olá obrigado "
    "the this that these those there here when where what which while who why how if then than "
    "and but or not we he she "
    "they you it its our your his her their my in on at to from for with by about after before "
    "during since until "
    "der die das und oder aber nicht ein eine wir ich sie er es ihr mit von bei nach vor ist "
    "sind war hat haben kann "
    "le la les un une des et ou mais nous vous ils elle je tu il est sont dans pour avec sur "
    "el los las una uno y o pero nosotros usted ella yo es son en para con por su mi "
    "il lo gli uno e ma noi voi io sono nel per del della o os as um uma mas nos ele ela eu em "
    "para com nato nata nacido nacida naci nacio nee ne nasci nascido nascida geboren born "
    "het een en maar wij jij ik zijn met van voor op bij".split()
)
"""Words that are never a name's part here: weekdays, places' and companies' words, small words."""

STRONG_CUE: Final = re.compile(
    r"(?:\b(?:my name is|name is|name's|named|i am called|call me|this is|spoke (?:to|with)|"
    r"speaking (?:to|with)|"
    r"spoken (?:to|with)|talk(?:ed|ing)? (?:to|with)|met with|meeting with|on behalf of|signed "
    r"by|approved by|requested by|reported by|"
    r"raised by|logged by|handled by|assigned to|escalated to|escalated by|attn:?|attention:?|"
    r"contact person|"
    r"patient|employee|tenant|driver|nurse|student|colleague|supervisor|cardholder|beneficiary|"
    r"applicant|"
    r"mr|mrs|(?<!\d )ms|mx|miss|dr|prof|sir|madam|herr|herrn|frau|monsieur|madame|mademoiselle|"
    r"mme|mlle|"
    r"señor|señora|sr|sra|signor|"
    r"signora|sig|dott|senhor|senhora|mevrouw|meneer|dhr|mevr|pan|pani|pán|paní|hr|fru|"
    r"mein name ist|ich heiße|ich heisse|je m'appelle|mon nom est|mi nombre es|me llamo|mi "
    r"chiamo|il mio nome è|"
    r"meu nome é|me chamo|chamo-me|mijn naam is|ik heet|nazywam się|mam na imię|jmenuji se|jag "
    r"heter|mitt namn är|jeg heter|"
    r"mit navn er|nimeni on|numele meu este|mă numesc|adım|меня зовут|мене звати|με λένε|我叫|"
    r"我的名字是|私の名前は|제 이름은)\.?\s{1,2}|@)$",
    re.IGNORECASE,
)
"""What stands before a name and before little else; behind it any capitalised word is a name."""

CUE: Final = re.compile(
    r"\b(?:ask|asks|asked|asking|tell|tells|told|email|emailed|e-mailed|call|called|calling|"
    r"phoned|contact|contacted|cc|cc:|"
    r"cc'd|thanks|thank you|hi|hello|hey|dear|regards|cheers|met|remind|reminded|ping|pinged|"
    r"message|messaged|invite|invited|"
    r"manager|customer|client|user|agent|doctor|teacher|boss|husband|wife|son|daughter|mother|"
    r"father|mom|dad|brother|"
    r"sister|uncle|aunt|friend|neighbor|neighbour|partner|with|and|by|from|for|to|hallo|liebe|"
    r"lieber|bonjour|cher|chère|"
    r"hola|estimado|estimada|querido|querida|ciao|caro|cara|gentile|olá|prezado|prezada|hoi|"
    r"beste|cześć|ahoj|hej|"
    r"von|mit|an|bei|für|avec|de|par|pour|à|con|para|por|com|met|aan|sincerely|truly|kolegin|"
    r"kollege|kollegin)[,:]?\s{1,2}$",
    re.IGNORECASE,
)
"""What often stands before a name; a second signal for one that is a word too."""

CALL: Final = re.compile(
    r"\b(?:ask|asked|tell|told|thanks|thank you|hi|hello|hey|dear|cheers|cc|ping|bedankt|danke|"
    r"dank|merci|gracias|obrigad[oa]|grazie|dziękuję|tack|takk|beste|liebe|lieber|moin|servus|"
    r"hallo|hola|ciao|"
    r"with|from|(?:speak|spoke|talk|talked|wrote|write|sent|reply|replied|forwarded|listen) "
    r"to)[,:]?\s{1,2}$",
    re.IGNORECASE,
)
SAYS: Final = re.compile(
    r"(?:['\u2019]s (?:phone|mobile|email|e-mail|mail|account|laptop|address|card|number|mailbox|"
    r"manager|team|order)\b|"
    r",? (?:said|says|told|wrote|writes|asked|asks|called|phoned|replied|replies|reported|"
    r"reports|complained|confirmed|"
    r"mentioned|thinks|wants|wanted|tried|noticed|lives|works|worked|was born|is (?:a|an|the|our|"
    r"my|out|on|from)|"
    r"has been|sagt|sagte|schreibt|dit|dice|dijo|disse|zegt)\b|, (?:can|could|would|please|the|i|"
    r"we|my|you|thanks|thank)\b)",
    re.IGNORECASE,
)
"""What often stands behind a name."""

SPEAKS: Final = re.compile(
    r",? (?:said|says|told|wrote|writes|asked|asks|called|phoned|replied|replies|reported|"
    r"complained|"
    r"confirmed|mentioned|thinks|wants|wanted|noticed|sagt|sagte|dit|dice|dijo)\b"
)
PLACE: Final = re.compile(
    r"\b(?:San|Santa|Santo|São|Saint|St|Los|Las|Fort|Port|Lake|Mount|Rio)\.?\s$"
)
"""What places named after people begin with."""
