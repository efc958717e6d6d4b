"""How the partnership knows: indicators, baselines, targets and figures with a pedigree."""
