"""How the program looks: every view and dialog on a stage where time, fonts and data stand still."""
