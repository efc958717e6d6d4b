"""The border over HTTPS: a service that only reads files, and the client that asks one."""
