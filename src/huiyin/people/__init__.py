"""Accounts and roles of the office, and the vault in which residents' contacts are kept."""
