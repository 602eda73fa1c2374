"""What the operator chooses, and the windows where they do."""
