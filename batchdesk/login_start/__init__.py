"""Starting with the person's session, on each system by its own means: there it stands whether it does, nowhere else.

Must not know Qt, nor who asks.
"""
