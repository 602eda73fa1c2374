"""Insights: charts of the batches that a filter finds."""
