"""Recordings of a real browser against the demo, with secrets planted in every usual place."""
