"""The tests, in folders that mirror escalator/; tests/support holds what they share."""
