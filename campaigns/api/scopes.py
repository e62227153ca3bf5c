"""What a token can be made for in this room."""

CAMPAIGNS, CHARACTERS, SPELLS = "campaigns:read", "characters:read", "spells:read"
SCOPES = {
    CAMPAIGNS: "Campaigns that you may open: people, places, and what happened",
    CHARACTERS: "Sheets of characters: yours, and of those you play with",
    SPELLS: "The compendium of spells",
}
