"""Questions across domains, answered from one shelf."""
