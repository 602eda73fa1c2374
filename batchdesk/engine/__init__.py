"""Owns the subscriptions: stream → batch → store → whoever listens. In a thread of its own; knows no front end."""
