"""A believable half year of escalations, made by driving the services with a seeded clock."""

from escalator.demo.cast import PASSWORD, SIGN_INS
from escalator.demo.history import fill

__all__ = ["PASSWORD", "SIGN_INS", "fill"]
