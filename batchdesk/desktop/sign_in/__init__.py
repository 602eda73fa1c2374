"""The first start, and sessions that have ended."""
