"""The vocabulary of the corpus: an invented coast, its ministries, ports and quarrels."""

ADJECTIVES = """
annual autumn binding bitter brief broad careful central civil coastal common confidential costly customary
delayed disputed domestic early eastern effective expired final fiscal foreign formal fragile general harsh
inland interim joint late legal local long maritime mutual narrow national neutral northern official older
parallel partial patient permanent plain preliminary private provincial public quiet recent regional revised
rural second secret separate short silent southern stable stubborn sudden temporary third transparent uneven
unfinished unusual urban urgent western winter written
""".split()

NOUNS = """
agreement airport allowance annex archive arrangement assembly auditor barge border budget cabinet canal
census clause coastline commission committee communiqué concession contract convoy corridor council court
crossing customs-house decree delegation deposit deputy dispute district dredger embassy estimate exchange
exporter facility ferry fleet forecast freight fund garrison grain-store granary guarantee harbour harvest
hearing inspector inquiry insurer invoice junction lawyer ledger levy licence loan lock-keeper mandate
marshal mediator memorandum minister ministry monitor municipality negotiator observatory office opposition
outpost parliament patrol payment pension petition pilot pipeline platform port postponement prefecture
programme proposal protocol province quota railway refinery registry relief report reservoir resolution
review river rumour sanction schedule secretariat settlement shipment shipyard signal spokesman statute
strike subsidy summit surplus surveyor tariff terminal timetable treasury treaty tribunal truce tunnel
union valley vessel visa warehouse waterway witness
""".split()

VERBS = """
abandoned accepted adjourned amended announced approved audited avoided blocked cancelled challenged
confirmed contested copied counted declined defended delayed described disclosed doubted endorsed examined
explained financed forwarded froze guaranteed halved honoured ignored inspected interpreted joined launched
limited measured mentioned negotiated noticed opened opposed outlived overruled overtook postponed praised
preceded protected questioned quoted read reduced regretted rejected released repeated replaced reported
rescued resisted restored returned reviewed revised revoked settled signed split strengthened studied
suspended tolerated translated underestimated upheld verified watched weakened welcomed withdrew
""".split()

SAYINGS = """
said admitted argued assumed believed claimed conceded feared hoped insisted knew noted promised recalled
remarked replied reported repeated suspected suggested thought warned wrote
""".split()

PLACES = """
Alder Quay|Barrow Sound|Calder Reach|Dunmore|Eastmere|Fennick|Gallow Point|Harrow Bay|Ilsenburg|Jarrow Head|
Kestrel Island|Lindqvist Harbour|Marrow|Nether Pool|Orsk Landing|Pell Quay|Quillan|Rønne Strait|Saltholm|
Tarn Crossing|Upper Weir|Vessel Hythe|Wexcombe|Yarrow|Zélande
""".replace("\n", "").split("|")

PEOPLE = """
Adela Brandt|Bohdan Kryvenko|Clara Østby|Daniel Ferreira|Edda Lindqvist|Farid Nazari|Greta Holloway|
Henrik Vass|Inês Carvalho|Jonas Weir|Katya Morozenko|Liam Ashdown|Marta Šimková|Niels Torvald|Olena Hrytsiv|
Petra Anders|Quentin Marsh|Rosa Delgado|Stefan Iliev|Tove Hagen
""".replace("\n", "").split("|")

PHRASES = """
after two days of talks|as the first boats came in|at the second reading|at the request of both sides|
because nobody had asked for more|before the end of the winter|before the ice had gone|by a narrow margin|
during the harvest|for reasons that were not given|for the third time in a year|in a letter of four lines|
in an answer to parliament|in spite of the weather|in the course of the evening|in the margin of the meeting|
in the presence of two witnesses|in the spring of the same year|late in the afternoon|on paper at least|
on the advice of its own lawyers|on the far side of the river|on the last page but one|on the same terms|
out of hearing of the press|over the objections of the pilots|since the previous autumn|
to the surprise of its neighbours|towards the end of the month|under the rules of the old treaty|
until the counts had been made|while the ministers were at lunch|with less than a day to spare|
with the help of the harbour masters|without a word to its partners|without any further notice
""".replace("\n", "").split("|")

JOINTS = [", and", ", but", ", while", ", although", ", so that", "; then", ", because", ", even though"]

OPENERS = """
According to the minutes,|After some hesitation,|As before,|At first,|By contrast,|For now,|In practice,|
In public,|In private,|In the end,|More quietly,|Not long after,|On balance,|Some months later,|
To be precise,|Under pressure,|Unlike its predecessor,|Within a week,
""".replace("\n", "").split("|")

HEADINGS = """
A question of dates|A sentence and its history|After the vote|At the harbour|Before the winter|
Between two readings|By land and by water|Costs and who bears them|How it was counted|In the small print|
Older papers|On the other shore|Second thoughts|The case for waiting|The figures|The long way round|
The missing annex|The next meeting|The order of events|The people at the table|The price of delay|
What both sides say|What has changed|What is not in it|What the lawyers see|What was promised|
Where it began|Where this leads|Who signs|Whose numbers
""".replace("\n", "").split("|")

TAGS = """
agriculture arbitration aviation banking borders budgets canals census climate courts customs defence
diplomacy elections energy ferries fisheries freight grain harbours housing insurance labour law loans
mediation migration mining pensions pipelines police ports press railways rivers sanctions shipping
tariffs treaties water
""".split()

PUBLISHERS = """
Eastmere Gazette|Harbour Board of Dunmore|Ministry of Waterways|National Archive at Calder|
Observatory of the Northern Sound|Office of the Surveyor|Parliamentary Record|The Coast Register|
Tribunal of Inland Trade|Union of Pilots
""".replace("\n", "").split("|")

TYPES = ["article", "report", "speech", "treaty", "interview", "webpage"]
