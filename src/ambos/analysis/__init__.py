"""Questions across domains: studies over methods. Reads only."""
