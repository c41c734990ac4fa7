"""What can be said to have happened to a letter that was written?"""

from cspr.audit.events import Event

AGAIN = Event("letters.again", "sent an e-mail that had not arrived to another address")
