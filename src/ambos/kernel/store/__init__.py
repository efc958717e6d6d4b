"""Where logs, keys and tables lie: one small interface, SQLite by default, PostgreSQL in production."""
