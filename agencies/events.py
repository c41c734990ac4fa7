"""What can be said to have happened to people and agencies?"""

from cspr.audit.events import Event

PERSON_ADDED = Event("agencies.person_added", "added a person")
PERSON_CHANGED = Event("agencies.person_changed", "changed a person's details")
PERSON_INVITED = Event("agencies.person_invited", "invited a person to sign in")
PERSON_LEFT = Event("agencies.person_left", "recorded that a person has left")
PERSON_RETURNED = Event("agencies.person_returned", "let a person back in")
WELCOME_READ = Event("agencies.welcome_read", "read what they do here in their roles")
WELCOME_BACK = Event("agencies.welcome_back", "asked to be told again what they do here")
ROLE_GIVEN = Event("agencies.role_given", "gave a role")
ROLE_ENDED = Event("agencies.role_ended", "ended a role")
ROLES_HANDED_OVER = Event("agencies.roles_handed_over", "handed a person's roles to another")
AGENCY_ADDED = Event("agencies.agency_added", "added an agency")
AGENCY_CHANGED = Event("agencies.agency_changed", "changed an agency")
AGENCY_RENAMED = Event("agencies.agency_renamed", "renamed an agency")
AGENCIES_MERGED = Event("agencies.agencies_merged", "merged an agency into another")
AGENCY_ENDED = Event("agencies.agency_ended", "recorded that an agency has ended")
CONTACT_ADDED = Event("agencies.contact_added", "added a contact to an agency")
CONTACT_CHANGED = Event("agencies.contact_changed", "changed a contact of an agency")
PARTNERSHIP_ADDED = Event("agencies.partnership_added", "added a partnership")
PARTNERSHIP_CHANGED = Event("agencies.partnership_changed", "changed a partnership")
