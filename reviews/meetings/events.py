"""What can be said to have happened to a meeting?"""

from cspr.audit.events import Event

PLANNED = Event("meetings.planned", "planned a meeting")
RECORDED = Event("meetings.recorded", "recorded a meeting that was held")
CHANGED = Event("meetings.changed", "changed a meeting")
CANCELLED = Event("meetings.cancelled", "cancelled a meeting")
INVITED = Event("meetings.invited", "invited somebody to a meeting")
ATTENDED = Event("meetings.attended", "added somebody who attended a meeting")
ATTENDANCE = Event("meetings.attendance", "recorded who attended a meeting")
PAPERS = Event("meetings.papers", "chose the papers of a meeting")
NOTES = Event("meetings.notes", "wrote the notes of a meeting")
FOLLOW_UP = Event("meetings.follow_up", "added a follow-up of a meeting")
FOLLOW_UP_DONE = Event("meetings.follow_up_done", "recorded a follow-up of a meeting as done")
FOLLOW_UP_DROPPED = Event("meetings.follow_up_dropped", "recorded that a follow-up of a meeting is no longer needed")
