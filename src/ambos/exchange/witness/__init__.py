"""A witness: a third that follows logs, cosigns heads that extend what it saw, and keeps the others."""
