"""The scorecard down to the record: goals, indicators, maps, the packets of the review."""
