"""Things and coins (SRD 5.1, "Equipment" and "Attunement")."""

from campaigns.rules.fifth_edition.equipment import COINS
from campaigns.rules.sheet_verbs import Changed, SheetError

MOST_ATTUNED = 3
MOST_COINS = 10_000_000


def add_item(sheet: dict, item: dict) -> Changed:
    """A thing joins the inventory, in the shape of ``Item``. One worn there gives way."""
    after = _with_items(_slot_freed(sheet, item.get("slot")), lambda items: [*items, item])
    return Changed(after, f"Added {_counted(item)}.")


def edit_item(sheet: dict, number: int, name: str, item: dict) -> Changed:
    """The thing at ``number``, which was called ``name``, becomes ``item``."""
    _item(sheet, number, name)
    after = _slot_freed(sheet, item.get("slot"), except_for=number)
    return Changed(_replaced(after, number, item), f"Changed {item['name']}.")


def remove_item(sheet: dict, number: int, name: str, *, count: int | None = None) -> Changed:
    """``count`` pieces go, or all."""
    item = _item(sheet, number, name)
    quantity = item.get("quantity", 1)
    if count is not None and not 1 <= count <= quantity:
        raise SheetError(f"There are {quantity} to give away.")
    if count is None or count == quantity:
        after = _with_items(sheet, lambda items: [*items[:number], *items[number + 1 :]])
        return Changed(after, f"Removed {_counted(item)}.")
    left = item | {"quantity": quantity - count}
    return Changed(_replaced(sheet, number, left), f"Removed {count} × {item['name']}.")


def equip(sheet: dict, number: int, name: str, slot: str | None) -> Changed:
    """Wear or hold a thing in ``slot``; what was there is carried. None takes it off."""
    item = _item(sheet, number, name)
    after = _slot_freed(sheet, slot, except_for=number)
    words = (
        f"Put {item['name']} on: {slot.replace('_', ' ')}" if slot else f"Took off {item['name']}"
    )
    return Changed(_replaced(after, number, item | {"slot": slot}), f"{words}.")


def attune(sheet: dict, number: int, name: str, *, is_attuned: bool) -> Changed:
    """Attune to a thing that asks for it, three at most; or end it."""
    item = _item(sheet, number, name)
    if not item.get("requires_attunement"):
        raise SheetError(f"{item['name']} needs no attunement.")
    attuned = [each for each in sheet["inventory"] if each.get("attuned")]
    if is_attuned and not item.get("attuned") and len(attuned) >= MOST_ATTUNED:
        names = ", ".join(each["name"] for each in attuned)
        raise SheetError(f"Three things are attuned already: {names}. End one first.")
    words = "Attuned to" if is_attuned else "No longer attuned to"
    after = _replaced(sheet, number, item | {"attuned": is_attuned})
    return Changed(after, f"{words} {item['name']}.")


def change_purse(sheet: dict, coins: dict[str, int]) -> Changed:
    """Coins come or, as negative numbers, go; none falls below nothing."""
    purse = dict.fromkeys(COINS, 0) | sheet.get("purse", {})
    moved = {coin: number for coin, number in coins.items() if number}
    if not moved:
        raise SheetError("Say how many coins come or go.")
    after = purse | {coin: purse[coin] + number for coin, number in moved.items()}
    if short := [coin for coin in moved if after[coin] < 0]:
        raise SheetError(f"There are only {purse[short[0]]} {short[0]} in the purse.")
    if any(number > MOST_COINS for number in after.values()):
        raise SheetError(f"A purse holds {MOST_COINS} of a coin at most.")
    told = ", ".join(f"{number:+d} {coin}" for coin, number in moved.items())
    return Changed(sheet | {"purse": after}, f"Purse: {told}.".replace("-", "\u2212"))


def _item(sheet, number, name):
    items = sheet.get("inventory", [])
    if not 0 <= number < len(items) or items[number]["name"] != name:
        raise SheetError(f"{name or 'That thing'} is not where it was: the inventory has changed.")
    return items[number]


def _with_items(sheet, change):
    return sheet | {"inventory": change(sheet.get("inventory", []))}


def _replaced(sheet, number, item):
    return _with_items(sheet, lambda items: [*items[:number], item, *items[number + 1 :]])


def _slot_freed(sheet, slot, *, except_for=None):
    """Nothing but the thing at ``except_for`` is in ``slot``."""
    if slot is None:
        return sheet
    return _with_items(
        sheet,
        lambda items: [
            item | {"slot": None} if item.get("slot") == slot and number != except_for else item
            for number, item in enumerate(items)
        ],
    )


def _counted(item):
    quantity = item.get("quantity", 1)
    return item["name"] if quantity == 1 else f"{quantity} × {item['name']}"
