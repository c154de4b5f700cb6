"""The blueprint that the lead's views hang on."""

from flask import Blueprint

lead = Blueprint("lead", __name__)
