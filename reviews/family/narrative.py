"""How does the leaflet for families become a paper to print?"""

from functools import lru_cache

from cspr.pdf import to_pdf


@lru_cache(maxsize=4)
def leaflet(page: str) -> bytes:
    """The leaflet as PDF. Anybody may ask for it, so it is printed once for each wording."""
    return to_pdf(page, stylesheet="css/pdf-paper.css")
