"""What is fast and how fast, always as a ratio beside a reference in the same run."""
