"""Which names are ordinary words too, so that nobody but a person can say what is meant?"""

from reviews.identities.rules.reading import squeeze

# With a capital they begin sentences, name months, grades and places. Alone they are never replaced by themselves.
_ANYWHERE = """
amber april art august autumn bank banks bell best bill black blessing bright brook brown case chance charity chase
church cross dawn day dean drew earl east eve faith field fields frank good grace grant gray green grey guy hall happy
hill home hope house hunt joy june king lane law little long love major mark may mercy miles moss noel noon north page
park parks pat patience pearce penny pope price prince queen ray read reed rich rivers rob rose rush savage sharp short
small south star stone storm street sue summer sunny swift trinity tuesday victory wall ward wells west white will winter
winters wise wood woods young
"""
# With a small letter they are things, animals, trades; with a capital a name.
_SMALL = """
angel baker barker barber basil bear bird bishop bonny brewer butler carol carter chandler clay cliff clover cole cook
cooper coral crystal cruz daisy daniel dove duke farmer fern finch fisher forest fox gardener gene ginger glen glover gold
harmony harper harry hazel heath heather herb holly honey hunter iris ivory ivy jack jade jasmine jet jewel jordan joy
kit lamb lily lion maple marsh martin mason melody miller misty nick olive opal page parker pearl peg piper porter potter
poppy precious raven river robin rocky rod rowan ruby rusty sage sailor sandy saffron scarlet shepherd silver skip sky
smith sonny spike stew swan tanner taylor tiger trip turner tyler victor vine viola violet walker weaver willow wolf wren
"""
ANYWHERE = frozenset(_ANYWHERE.split())
SMALL = frozenset(_SMALL.split())


def is_ordinary(words: str) -> bool:
    """Might these words, as they are written, mean something else than a person?"""
    letters = squeeze(words)
    return letters in ANYWHERE or (letters in SMALL and not words[:1].isupper())
