"""Words around names: what stands before them, between them, and what is a name and a word."""


def _words(text):
    return frozenset(text.split())


TITLES = _words(
    """
    aunt auntie brother captain col colonel cousin dame doctor dom don dona doña dr father fr frau
    gran grandma grandpa granny herr lady lord madame major master miss mister mlle mme monsieur
    mother mr mrs ms nurse pastor prof professor rev reverend senhor senhora señor señora sergeant
    sir sister sr sra uncle
    """
)
# What stands before a name that is one word: “Old Tom”, “The Clerk”.
ATTRIBUTES = _words("a an big black blind dear good great little long old our poor red the young")
PARTICLES = _words(
    "a al and da das de del della den der di do dos du e el la le ten ter the van vom von y zu"
)
# First names that are words too: in small letters they are taken for the word.
ALSO_WORDS = _words(
    """
    amber angel april art august autumn basil bill bob brook bud carol chance chase chuck clay
    cliff coral dale dawn dean destiny drew earl eve faith fern flora frank gene ginger glen grace
    grant guy harmony hazel heather holly honey hope iris ivy jack jade jasmine jay jean jewel job
    joy june kitty lily mark marina max may melody mercy miles nick olive pat patience pearl peg
    penny pierce pip poppy prudence ray reed rich river rob robin rock rod rose ruby rusty sandy
    skip sky stew sterling sue summer violet victor ward will willow winter wren young
    """
)
