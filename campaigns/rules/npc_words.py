"""Words from which a personality is drawn, for a game master who needs somebody in a hurry."""

from random import Random

TRAITS = (
    "hums when the talk turns serious",
    "remembers every debt to the copper",
    "laughs a moment before everybody else",
    "gives directions by smell",
    "never finishes a cup",
    "is kinder to animals than to guests",
    "asks the question behind the question",
    "apologises to furniture",
    "counts the people in every room",
    "keeps promises that nobody asked for",
    "tells the truth as if it were a dare",
    "cannot leave a knot alone",
    "speaks of the dead as if they were late",
    "has an opinion on every bridge",
    "pays compliments like somebody paying a fine",
    "wakes before the bell",
    "collects things that others throw away",
    "is braver in the rain",
    "shares food before names",
    "never forgets how somebody takes their tea",
)
IDEALS = (
    "A door that is open should stay open.",
    "Work that nobody sees is done as well as the rest.",
    "Nobody owes the cruel an explanation.",
    "What is written down can be forgiven.",
    "The road belongs to whoever mends it.",
    "Children first, then cattle, then pride.",
    "A fair price is one that both can say aloud.",
    "Better a hard truth by daylight.",
    "Power is a thing to be handed on.",
    "Every guest is under the roof’s protection.",
    "Old songs are to be sung right or not at all.",
    "Mercy is cheaper than walls.",
)
BONDS = (
    "A sister who writes once a year and lies in every letter.",
    "The well that their grandmother dug.",
    "A debt to somebody who has forgotten it.",
    "The names on a wall that they whitewash each spring.",
    "A boat half built in a shed.",
    "An apprentice who is better than they are.",
    "The one book that came out of the fire.",
    "A grave that has no name on it.",
    "Somebody in the next valley who must not know.",
    "A dog that belonged to an enemy.",
    "The bell they were born under.",
    "A promise to keep one lamp burning.",
)
FLAWS = (
    "Cannot bear to be thanked.",
    "Buys peace with other people’s money.",
    "Would sooner lose a friend than an argument.",
    "Listens at doors, and believes half of it.",
    "Thinks a good reason is the same as permission.",
    "Drinks when the wind turns.",
    "Never lends a thing without watching it.",
    "Forgives nothing that was done in front of others.",
    "Is easily led by anybody who seems sure.",
    "Hides what is broken instead of mending it.",
    "Mistakes silence for agreement.",
    "Says yes to two people at once.",
)
MANNERISMS = (
    "taps every table twice before sitting down",
    "draws maps in spilled beer",
    "looks at the sky before answering",
    "keeps one glove on",
    "folds whatever paper is near into birds",
    "turns a ring that is not there",
    "stands with their back to the warm wall",
    "whispers numbers",
    "chews on a stalk of grass, even in winter",
    "straightens other people’s collars",
    "polishes the same spoon",
    "closes both eyes to think",
)
MOTIVATIONS = (
    "To see the coast once before the knees go.",
    "To be asked, for once, and not told.",
    "To find out who paid for the fire.",
    "To win back the mill without a quarrel.",
    "To be owed a favour by everybody in town.",
    "To keep the youngest out of the war.",
    "To hear one particular apology.",
    "To leave something standing that bears their name.",
    "To get the letter back before it is read.",
    "To never be cold again.",
    "To be forgiven by somebody who cannot speak.",
    "To finish the count before the first snow.",
)
VOICES = (
    "Low, with long pauses. People lean in.",
    "Quick and breathless, as if the story might leave without them.",
    "Dry as chaff; the joke comes with a straight face.",
    "Sing-song, and sharper than it sounds.",
    "Hoarse from calling over water.",
    "Soft, and never once repeated.",
    "Formal, a little out of date, as if read from a letter.",
    "Loud and friendly; the ears are not what they were.",
)
APPEARANCES = (
    "Broad in the shoulder and careful with small things.",
    "Thin as a rake, in a coat made for somebody else.",
    "Weather in the face, ink on the fingers.",
    "A scar that they let children touch for luck.",
    "Grey at one temple only; a good pair of boots.",
    "Round, tidy, with flour on both cuffs.",
    "Tall and stooped from low doors.",
    "Young eyes in an old face.",
)


def suggest_personality(rng: Random) -> dict:
    """A personality as ``NPC.personality`` keeps it, drawn from the words above."""
    return {
        "version": 1,
        "traits": rng.sample(TRAITS, 2),
        "ideals": rng.sample(IDEALS, 1),
        "bonds": rng.sample(BONDS, 1),
        "flaws": rng.sample(FLAWS, 1),
        "mannerisms": rng.sample(MANNERISMS, 1),
        "motivations": rng.sample(MOTIVATIONS, 1),
        "appearance": rng.choice(APPEARANCES),
        "voice": rng.choice(VOICES),
    }
