"""Passing words on: quote cards, QR codes, share pages, print."""
