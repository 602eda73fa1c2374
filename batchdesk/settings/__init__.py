"""What the operator chose, as typed values and as a TOML file that a person can read and edit."""
