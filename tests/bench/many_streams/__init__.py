"""What `streams.py` measures with: a server in a process of its own, gauges, and the clients under measurement."""
