"""The rules of fifth edition that a sheet needs, as pure functions (SRD 5.1).

Sheets are plain dictionaries in the shape of ``rules/documents/sheet.py``; no function changes
the one that it is given. Characters of more than one class are not supported: the sheet names
one class, and every table here is read by that class and the level.
"""
