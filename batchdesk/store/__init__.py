"""The cache: one SQLite file, one writing thread, short reads from everywhere.

Knows what a batch is (`batchdesk.batch`), not where events come from nor who looks at them.
The file is an interface: people open it with Datasette or sqlite-utils while the program writes (see `schema`).
"""
