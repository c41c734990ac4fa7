"""The pages of requests for papers, of what was supplied to the review, and of the schedule of everything held."""
