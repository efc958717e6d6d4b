"""The people of a node: their rights as the ledger states them, their keys and accounts; and one's own."""
