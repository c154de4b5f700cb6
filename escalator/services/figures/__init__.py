"""The scoreboard's figures, as queries; domain/figures.py says the same in plain Python."""
