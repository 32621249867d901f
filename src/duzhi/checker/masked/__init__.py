"""Amounts printed as `*`: can one set of them satisfy every printed ratio; what is given away."""
