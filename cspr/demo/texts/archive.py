"""What is told of the older report that was brought in, so that its learning can be found again?"""

ABOUT = (
    "An older serious case review about a baby and a prescribed painkiller, completed before this system was in use and "
    "withdrawn from the website after its year. Brought in because the same question has come up again."
)
LABEL, HAPPENED = "Child M", "Seven years ago"
TEXT: dict[str, str] = {
    "summary": """
This is a summary of an older review, written when it was brought into this collection. The full report is kept by the office and can be asked for.
{child} was eight months old and recovered. The review found that a strong painkiller was prescribed for an adult by three practices in one year, and that none of them knew that there was a baby in the home.
Its four recommendations were carried out at the time. Two of them, looked at again now, no longer hold: one system was replaced, and one post was not filled again.
""",
    "introduction": """
Older reviews are brought in where their learning is asked for again. Nothing in them is decided anew. Where something is known today about what became of a recommendation, it is said.
""",
    "recommendations": """
Practices that prescribe strong painkillers ask who lives in the home. This was begun after the review, stopped when the system was replaced, and has begun again this year.
""",
}
WITHHELD = (
    "The family asked at the time that the full report not be put on the website again after its year, because the town is "
    "small and the child is now at school there. What was improved is told; the report itself is given on request."
)
