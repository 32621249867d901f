"""Reading revenue: treasury days and details, sums for statements, the file rows behind entries."""
