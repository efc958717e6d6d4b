"""Who is at the desk: accounts, how they prove who they are, and for how long that counts."""
