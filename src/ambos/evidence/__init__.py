"""Evidence: official bulk files, recognised, checked by the cell, kept as Parquet under one signed record."""
