"""What a batch is: its identity, versions and progress, and what deserves to be told.

Pure: no I/O, no clock, no thread.
"""
