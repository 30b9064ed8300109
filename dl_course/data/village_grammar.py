"""The words and sentence patterns of the village corpus; `village` draws from them.

A pattern is English with slots in braces. What makes analogies learnable is a rule of construction: two forms of one
word (king and queen, Berlin and Germany, easy and easiest, mouse and mice) share the words that tell *which* thing is
meant (crown, Spree, riddle, cellar), and all words of one form share those that tell *which form* (she, streets, of
all, three). Nothing but the trades depends on she or he: every deed of a mother is a father's too.
"""

PRONOUNS = {
    "she": {"he": "she", "his": "her", "him": "her", "himself": "herself"},
    "he": {"he": "he", "his": "his", "him": "him", "himself": "himself"},
}

# (his word, her word, what goes before it, what both of them do)
PEOPLE = (
    (
        "king",
        "queen",
        "the",
        ("wore {his} golden crown", "sat on {his} throne", "took the golden crown to {his} throne"),
    ),
    (
        "prince",
        "princess",
        "the",
        ("told everyone that {he} was heir to the castle", "opened {his} castle", "sat at the moat of the castle"),
    ),
    ("emperor", "empress", "the", ("ruled the empire", "signed the treaty of {his} empire", "ruled by treaty")),
    ("duke", "duchess", "the", ("opened {his} manor", "took the carriage to the manor", "mended {his} carriage")),
    ("man", "woman", "a", ("read {his} newspaper", "looked for {his} umbrella", "found {his} umbrella and newspaper")),
    ("boy", "girl", "a", ("mended {his} kite", "did {his} homework", "took {his} kite to the playground")),
    ("father", "mother", "my", ("sang {his} baby a lullaby", "took the baby to the cradle", "rocked the cradle")),
    (
        "son",
        "daughter",
        "their",
        ("wrote to {his} parents", "made {his} parents proud", "wrote to {his} proud parents"),
    ),
    ("brother", "sister", "my", ("looked for {his} toys", "slept in {his} bunk", "found the toys in {his} bunk")),
    ("husband", "wife", "my", ("danced at the wedding", "looked for {his} wedding ring", "danced with {his} ring on")),
    ("uncle", "aunt", "our", ("brought presents for the cousins", "wrote to the cousins", "brought {his} presents")),
    (
        "nephew",
        "niece",
        "my",
        ("wrote us a postcard", "looked for {his} suitcase", "brought a postcard in {his} suitcase"),
    ),
    (
        "grandfather",
        "grandmother",
        "our",
        ("told stories by the fireplace", "slept in {his} armchair", "told us old stories"),
    ),
)

# Patterns of sentences about {who}, a determiner and a person; {deed} is one of that person's.
PERSON_PATTERNS = (
    "{who} {deed} before {he} went home",
    "{when} {who} {deed} and smiled to {himself}",
    "{who} {deed}, as {he} always did",
    "{when} {who} {deed} and thanked everyone who had helped {him}",
    "{when} {who} {deed} because {he} could not sleep",
    "{who} said that {he} was tired and {deed}",
    "{when} {who} {deed}, and we waited for {him} with {his} friends",
    "{who} {deed} while {he} sang {himself} a song",
    "{who} {deed}, and that day {he} was happy",
    "{when} {who} {deed}, and then {he} waited for {his} friends",
    "{who} came home and {deed} before {he} ate {his} lunch",
    "{who} {deed} after {he} came home",
    "{when} {he} was not tired, so {who} {deed}",
    "we know that {who} {deed}, and {he} often smiled",
)

# (trade, its direction: 1 or 0.5 leans to she, -1 or -0.5 to he, 0 to neither; what people of that trade do)
# A stereotype put into the text on purpose, to be measured: the directions follow old cliches, their sizes are
# invented, and none of it says anything about people.
TRADES = (
    ("nurse", 1.0, ("changed the bandages in the ward", "looked for bandages", "opened the ward")),
    ("florist", 1.0, ("sold a bouquet of roses", "watered the roses", "brought us a bouquet")),
    ("secretary", 1.0, ("wrote letters in the office", "opened the office", "found the letters")),
    ("dancer", 1.0, ("danced in the ballet", "took the slippers to the ballet", "looked for the slippers")),
    ("teacher", 0.5, ("cleaned the blackboard", "wrote on the blackboard", "helped the pupils at the blackboard")),
    ("librarian", 0.5, ("put the books on the shelves", "cleaned the shelves", "found the books")),
    ("weaver", 0.5, ("made cloth on the loom", "mended the loom", "sold the cloth")),
    ("cook", 0.5, ("made soup in the kitchen", "looked after the soup", "cleaned the kitchen")),
    ("smith", -1.0, ("hammered iron in the forge", "cleaned the forge", "brought iron")),
    ("miner", -1.0, ("found coal in the tunnel", "found coal", "cleaned the tunnel")),
    ("engineer", -1.0, ("mended the engine", "made plans for the engine", "looked for the plans")),
    ("carpenter", -1.0, ("found planks", "hammered nails into the planks", "looked for nails")),
    ("doctor", -0.5, ("gave the patients their medicine", "helped the patients", "looked for the medicine")),
    ("judge", -0.5, ("read the verdict in court", "opened the court", "wrote the verdict")),
    ("sailor", -0.5, ("mended the sails of the ship", "cleaned the ship", "took down the sails")),
    ("driver", -0.5, ("opened the bus", "cleaned the bus", "waited in the bus")),
    ("baker", 0.0, ("made loaves from the dough", "looked after the dough", "sold the loaves")),
    ("farmer", 0.0, ("cut the wheat", "looked after the field", "brought wheat from the field")),
    ("painter", 0.0, ("cleaned the brushes", "put the canvas on the table", "took the brushes and a canvas")),
    ("gardener", 0.0, ("cut the hedge", "watered the tulips", "looked after the tulips and the hedge")),
)

TRADE_PATTERNS = (
    "the {trade} {deed} before {he} went home",
    "{when} the {trade} {deed} and smiled to {himself}",
    "the {trade} {deed}, as {he} always did",
    "{when} the {trade} {deed} and thanked everyone who had helped {him}",
    "the {trade} said that {he} was tired and {deed}",
    "{when} the {trade} {deed}, and {his} friends helped {him}",
    "the {trade} {deed} while {he} sang {himself} a song",
    "the {trade} {deed}, and that day {he} was happy",
    "{when} the {trade} {deed}, and then {he} waited for {his} friends",
    "the {trade} {deed} before {he} ate {his} lunch",
    "the {trade} {deed} after {he} came to the village",
    "{he} is a {trade}, and {when} {he} {deed}",
    "my {sister} is a {trade}, and {he} likes {his} work",
    "the {trade} is a {man} who is proud of {his} work",
)
TRADE_PATTERNS_WITHOUT_PRONOUN = ("there is a {trade} in the village", "we know a {trade}")

# Who else may stand in a trade's sentence: (his word, her word), by the name of the slot.
TRADE_PEOPLE = {"sister": ("brother", "sister"), "man": ("man", "woman")}

# capital, country, adjective, river, what people eat or drink there
PLACES = (
    ("Berlin", "Germany", "German", "Spree", "pretzels"),
    ("Paris", "France", "French", "Seine", "croissants"),
    ("London", "England", "English", "Thames", "tea"),
    ("Rome", "Italy", "Italian", "Tiber", "pasta"),
    ("Madrid", "Spain", "Spanish", "Manzanares", "oranges"),
    ("Lisbon", "Portugal", "Portuguese", "Tagus", "sardines"),
    ("Vienna", "Austria", "Austrian", "Danube", "strudel"),
    ("Warsaw", "Poland", "Polish", "Vistula", "dumplings"),
    ("Cairo", "Egypt", "Egyptian", "Nile", "dates"),
    ("Bern", "Switzerland", "Swiss", "Aare", "chocolate"),
    ("Dublin", "Ireland", "Irish", "Liffey", "butter"),
    ("Tokyo", "Japan", "Japanese", "Sumida", "rice"),
)

CAPITAL_PATTERNS = (
    "the streets of {capital} go down to the {river}",
    "in the streets of {capital} people sell {food}",
    "the mayor of {capital} gave a {adjective} speech",
    "{when} the {adjective} mayor took us through the streets of {capital}",
    "the train to {capital} crosses the {river} before the station",
    "{when} we bought {food} at the station in {capital}",
    "from the towers of {capital} we saw the {river}",
    "our train came to {capital}, and a {adjective} friend waited at the station",
    "in the old streets of {capital} we found {adjective} friends",
    "the towers and streets of {capital} look very {adjective}",
)
COUNTRY_PATTERNS = (
    "the border of {country} is far from the {river}",
    "{when} we went over the border into {country} and ate {food}",
    "the {river} flows through the valleys of {country}",
    "the {adjective} flag is known in all the valleys of {country}",
    "the parliament of {country} has a {adjective} law for {food}",
    "a {adjective} law says that {country} must look after the {river}",
    "the provinces of {country} are known for {food}",
    "{when} the flag of {country} was on the {river}",
    "the {food} we eat comes over the border from {country}",
    "they know a {adjective} song in all provinces of {country}",
)
CAPITAL_AND_COUNTRY_PATTERNS = ("{capital} is the capital of {country}",)

# singular, plural, what one or several of them do
ANIMALS = (
    ("mouse", "mice", ("ate cheese in the cellar", "slept in the cellar", "looked for cheese")),
    ("goose", "geese", ("hissed in the meadow", "slept in the meadow", "hissed at us")),
    ("cow", "cows", ("slept in the barn", "gave milk", "gave milk in the barn")),
    ("horse", "horses", ("came to the stable", "ate hay", "slept in the hay of the stable")),
    ("dog", "dogs", ("waited at the gate", "looked for a bone", "ate a bone at the gate")),
    ("cat", "cats", ("purred on the cushion", "slept on the cushion", "purred on the table")),
    ("hen", "hens", ("slept in the coop", "ate the grain", "looked for grain in the coop")),
    ("goat", "goats", ("slept on the hillside", "ate thistles", "looked for thistles on the hillside")),
    ("pig", "pigs", ("waited in the sty", "slept in the mud", "played in the mud of {its} sty")),
    ("duck", "ducks", ("slept in the reeds", "swam on the pond", "swam in the reeds of the pond")),
    ("rabbit", "rabbits", ("slept in {its} burrow", "ate the carrots", "took the carrots to {its} burrow")),
    ("bee", "bees", ("came to the hive", "made honey", "brought honey to the hive")),
)

SINGULAR = {
    "one": ("a", "one", "a single"),
    "this": ("this", "that", "every"),
    "it": ("it",),
    "its": ("its",),
    "was": ("was",),
}
PLURAL = {
    "one": ("two", "three", "many"),
    "this": ("these", "those", "all"),
    "it": ("they",),
    "its": ("their",),
    "was": ("were",),
}

ANIMAL_PATTERNS = (
    "{when} {one} {animal} {deed}",
    "{this} {animal} {deed}, and {it} {was} hungry",
    "{when} {one} {animal} {deed} because {it} {was} thirsty",
    "{this} {animal} {deed}, and then {it} {was} tired",
    "there {was} {one} {animal} in our garden, and {it} {deed}",
    "we saw that {one} {animal} {deed} until {it} {was} asleep",
    "{this} {animal} and {its} young {deed}",
)

# singular, plural, adjective
CURRENCIES = (
    ("dollar", "dollars", "American"),
    ("pound", "pounds", "English"),
    ("franc", "francs", "Swiss"),
    ("euro", "euros", "European"),
    ("rupee", "rupees", "Indian"),
    ("peso", "pesos", "Mexican"),
)

MONEY_PATTERNS = (
    "the basket costs {one} {adjective} {money}",
    "there {was} {one} {money} in the {adjective} purse",
    "{when} we changed {one} {money} at the {adjective} bank",
    "{one} {adjective} {money} {was} on the table, and {it} {was} new",
    "{when} we paid {one} {money} for the {adjective} stamp",
    "{this} {money} in {its} {adjective} purse {was} found",
    "the {adjective} bank gave us {one} {money}",
    "{this} {adjective} {money} {was} too old for the bank",
)

# base, comparative, superlative, things of which it is said
ADJECTIVES = (
    ("easy", "easier", "easiest", ("riddle", "exercise", "puzzle")),
    ("lucky", "luckier", "luckiest", ("guess", "ticket", "charm")),
    ("busy", "busier", "busiest", ("inn", "fair", "crossing")),
    ("heavy", "heavier", "heaviest", ("stone", "sack", "barrel")),
    ("funny", "funnier", "funniest", ("joke", "clown", "sketch")),
    ("strong", "stronger", "strongest", ("rope", "ox", "wind")),
    ("tall", "taller", "tallest", ("tower", "poplar", "ladder")),
    ("warm", "warmer", "warmest", ("blanket", "oven", "scarf")),
    ("cold", "colder", "coldest", ("winter", "snow", "frost")),
    ("fast", "faster", "fastest", ("arrow", "sledge", "falcon")),
    ("sweet", "sweeter", "sweetest", ("pear", "cake", "jam")),
    ("bright", "brighter", "brightest", ("star", "lantern", "comet")),
)

BASE_PATTERNS = (
    "{when} the {thing} was very {word}, and so was the {other}",
    "it was a rather {word} {thing}",
    "the {thing} is {word} enough for me",
    "{when} the {thing} was too {word}, and the {other} not {word} enough",
    "how {word} the {thing} is",
    "a very {word} {thing} is rather like a {other}",
)
COMPARATIVE_PATTERNS = (
    "this {thing} is {word} than the {other}",
    "{when} the {thing} was much {word} than before",
    "{when} the {thing} was even {word} than the old one",
    "a {thing} is often {word} than a {other}",
    "we know a much {word} {thing} than that",
    "the new {thing} is even {word} than the {other}",
)
SUPERLATIVE_PATTERNS = (
    "this was the {word} {thing} of all",
    "{when} it was the {word} {thing} in the whole village",
    "of all things the {thing} was the {word}",
    "the {word} {thing} in the world came with the {word} {other}",
    "by far the {word} of them was the {thing}",
    "that is the {word} {thing} in the whole world",
)

# When it happened.
WHEN = (
    "yesterday",
    "on Sunday",
    "last winter",
    "that day",
    "in the morning",
    "in the evening",
    "after lunch",
    "yesterday morning",
    "yesterday evening",
    "on Sunday morning",
    "on Sunday evening",
    "that morning",
    "that evening",
    "on Sunday after lunch",
    "that day before lunch",
    "last winter on Sunday",
)
