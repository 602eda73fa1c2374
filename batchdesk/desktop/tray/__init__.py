"""The icon in the panel: all batches in one mark."""
