"""What can be said to have happened to a letter that was written?"""

from cspr.audit.events import Event

AGAIN = Event("letters.again", "sent an e-mail that had not arrived to another address")
CAME_BACK = Event("letters.came_back", "recorded that an e-mail came back")
SETTLED = Event("letters.settled", "recorded that an e-mail that did not arrive need not be sent again")
