"""The append-only record, which is also the outbox. Below people: no foreign keys, only plain strings."""
