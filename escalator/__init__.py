"""Escalator: turns a hand-over from S1 to S2 or S3 into a packet an engineer can act on at once."""

__version__ = "0.1.0"
