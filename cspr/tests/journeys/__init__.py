"""Journeys through the running system, told as what each person does on the pages in front of them."""
