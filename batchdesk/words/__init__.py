"""Every sentence a person reads, in English and Chinese: one catalogue for the window and the terminal.

Turns values of the lower floors into words. Knows no Qt, no socket and no database.
"""
