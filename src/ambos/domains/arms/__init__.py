"""Arms: recoveries, trace requests and their results."""
