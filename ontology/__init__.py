"""What there is: types, relations, records, keys, identifiers, known names.

The bottom layer: it imports nothing of the other packages, and neither spaCy
nor NetworkX.
"""
