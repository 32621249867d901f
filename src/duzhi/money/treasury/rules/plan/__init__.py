"""The cash plan, pure: what is paid on which day from which purse, and why the rest waits.

Rules: domain.md Appendix J1 (purses before ranks, tiers), §3.5 and §3.9. `terms` says what goes in
and out, `solve` plans, `explain` gives reasons, `scenario` asks what if. Amounts are whole fen.
"""
