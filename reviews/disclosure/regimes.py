"""How long may an answer take? The time limits of requests for information, each with its source.

Neither source could be read while this was written, so both say on screen that they are not verified. Of two readings
the earlier day is shown: a month that ends on a weekend is not carried on to the next working day.
"""

from reviews.guidance.regimes import Rule, Trigger, Unit

SUBJECT_ACCESS = Rule(1, Unit.MONTHS, Trigger.ASKED, "UK GDPR, article 12(3)")
INFORMATION = Rule(20, Unit.WORKING_DAYS, Trigger.ASKED, "Freedom of Information Act 2000, section 10(1)")
# A subject access request that is complex may take up to so many months more; the person is told within the first.
MONTHS_MORE = 2
