"""Spells and monsters of other collections, turned into the documents of this room.

Pure functions: what they get has been read as JSON already, what they give is not yet checked
against the rules of the documents.
"""
