"""A desktop console that watches content-generation batches over Server-Sent Events."""

__version__ = "0.1.0"
