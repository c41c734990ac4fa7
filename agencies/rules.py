"""What may a person do, given their posts?"""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agencies.models import Post, User
from agencies.roles import Permission, Role, may, permissions_of

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True)
class Visitor:
    """A signed-in person today: their posts, and the agencies they answer for (led ones included)."""

    user: User
    posts: tuple[Post, ...]
    agencies: frozenset[int]
    today: dt.date
    now: dt.datetime

    @property
    def permissions(self) -> frozenset[Permission]:
        """Everything the person's posts allow anywhere."""
        return permissions_of({post.role for post in self.posts})

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions

    def partnerships_with(self, permission: Permission) -> set[int]:
        """The ids of the partnerships in which an office post carries the permission."""
        return {post.partnership_id for post in self.posts if post.partnership_id and may({post.role}, permission)}

    def roles_in(self, partnership_id: int, agency_ids: "Iterable[int]" = ()) -> set[str]:
        """The roles held in a partnership, and for those of the agencies the person answers for."""
        involved = set(agency_ids)

        def counts(post: Post) -> bool:
            if post.partnership_id:
                return post.partnership_id == partnership_id
            leads = post.role == Role.AGENCY_LEAD and bool(involved & self.agencies)
            return leads or post.agency_id in involved

        return {post.role for post in self.posts if counts(post)}

    def partner_agencies(self, partnership_id: int) -> set[int]:
        """The statutory partners (agency ids) this person decides for in a partnership."""
        return {
            post.agency_id
            for post in self.posts
            if post.role == Role.DELEGATED_PARTNER and post.partnership_id == partnership_id and post.agency_id
        }
