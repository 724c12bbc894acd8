"""Huiyin 回音: what residents say is heard, understood, handled, answered, rated and published."""

__version__ = "0.1.0"
