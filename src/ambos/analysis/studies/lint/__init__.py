"""Plan lint: what auditors require of a plan, asked of the plan as the reader sees it."""
