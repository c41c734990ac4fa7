"""How is the finished report prepared, signed, published, and taken down?"""

from reviews.publication.actions.afterwards import (
    confirm_take_down,
    decide_after,
    publish_after_all,
    put_back,
    take_down,
    withhold,
)
from reviews.publication.actions.going_out import (
    give_go,
    plan,
    publish,
    publish_now,
    record_shared,
    sweep,
    take_go_back,
)
from reviews.publication.actions.naming import follow_register
from reviews.publication.actions.preparing import ask_to_prepare, prepare_edition
from reviews.publication.actions.rendering import Rendered, ask_for_draft, make_draft, render, word_of
from reviews.publication.actions.signing import follow_partners, sign, sign_off, withdraw_signature

__all__ = [
    "Rendered", "ask_for_draft", "ask_to_prepare", "confirm_take_down", "decide_after", "follow_partners", "follow_register", "give_go", "make_draft", "plan",
    "prepare_edition", "publish", "publish_after_all", "publish_now", "put_back", "record_shared", "render", "sign", "sign_off", "sweep", "take_down",
    "take_go_back", "withdraw_signature", "withhold", "word_of",
]  # fmt: skip
