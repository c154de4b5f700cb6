"""One script for each peer, run by the Python of the peer's own environment.

A script imports nothing of ours but `protocol`.
"""
