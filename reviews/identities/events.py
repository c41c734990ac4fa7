"""What can be said to have happened to the identity register?"""

from cspr.audit.events import Event

PERSON_ADDED = Event("identities.person_added", "added a person to the identity register")
PERSON_CHANGED = Event("identities.person_changed", "changed a person in the identity register")
LABEL_CHANGED = Event("identities.label_changed", "changed the label that stands for a person")
NAME_ALLOWED = Event("identities.name_allowed", "recorded the decision that a real name may be shown")
ALIAS_ADDED = Event("identities.alias_added", "added another name to the identity register")
ADDRESS_ADDED = Event("identities.address_added", "added an address to the identity register")
NUMBER_ADDED = Event("identities.number_added", "added a number to the identity register")
VOIDED = Event("identities.voided", "recorded an entry of the identity register as made in error")
