"""The mathematics of Huiyin: text, classes, likeness, hot issues, rises, intervals, deadlines, redaction.

Strings, numbers, dates and arrays go in, frozen dataclasses come out. Nothing here knows Django, a database,
a page or a person: each module is usable as a library, states its units and names the paper or the law that
it follows. No function reads the clock or the network; whatever is random takes a seed.
"""
