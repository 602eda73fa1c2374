"""All that is known of one batch: the pane beside the table and beside the history."""
