"""What the scrubber hides, keeps and costs, beside its peers: generated texts, metrics, speed."""
