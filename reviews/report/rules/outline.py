"""What is the outline of an overview report?"""

# kind, title, numbered
OUTLINE = (
    ("acknowledgements", "Acknowledgements", False),
    ("governance", "Governance", False),
    ("summary", "Executive summary", False),
    ("introduction", "Introduction and background", True),
    ("chronology", "Narrative chronology", True),
    ("episodes", "Key practice episodes", True),
    ("discussion", "Discussion", True),
    ("progress", "Progress and improvements", True),
    ("recommendations", "Learning points and recommendations", True),
    ("references", "References", False),
)
UNNUMBERED = frozenset(kind for kind, _, numbered in OUTLINE if not numbered) | {"appendix"}
