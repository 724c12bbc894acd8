"""The demo county 望禾县 (Wanghe County): invented land, offices and messages, and clearly labelled so."""
