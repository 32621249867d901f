"""Screens of treasury: 今日库款, 总会计核对."""
