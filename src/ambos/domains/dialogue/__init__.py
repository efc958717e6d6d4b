"""Who meets whom, what they decided and what they promised."""
