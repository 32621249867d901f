"""Texts that were checked: kept for an hour or for good, with the opinion to hand back."""
