"""Measurements that print ratios to a peer or a limit in the same run; no part of the tests."""
