"""What the agencies make known to the chassis when the system starts."""

from django.apps import AppConfig

from cspr.letters.shipped import Letter, register

LETTERS = (
    Letter(
        "invitation",
        "Invitation to sign in: {office}",
        "Dear {name},\n\n"
        "{sender} invites you to sign in to the system in which {office} runs its reviews. This message says nothing "
        "about any case.\n\n"
        "Choose your password here. The link works for {days} days and can be used once:\n{link}\n\n"
        "Is this message genuine? Do not take the number from this message: ring the office on the number you already "
        "have, or on the one on the partnership's public website, and give the reference {reference}. The office "
        "expects such calls. Its number there should be {phone}. We never ask you for your password.\n\n"
        "Who asks, on what legal basis, and what happens with what you write: {about}\n\n"
        "If the link has run out, open {site} and choose “I have forgotten my password”, or ring the office.\n\n"
        "{sender}\n{office}\n{phone}\n",
        ("name", "sender", "office", "phone", "link", "days", "reference", "site"),
        title="Invitation to sign in",
        must=("sender", "phone", "reference", "about"),
    ),
    Letter(
        "address_changed",
        "Your e-mail address for signing in was changed",
        "Dear {name},\n\n"
        "{sender} has changed the e-mail address with which you sign in to the system of the reviews office. From now "
        "on messages go to the new address, and this one no longer signs you in.\n\n"
        "If you did not ask for this, please ring the office at once: {phone}.\n",
        ("name", "sender", "phone"),
        title="An address for signing in was changed",
    ),
)


class AgenciesConfig(AppConfig):
    name = "agencies"

    def ready(self) -> None:
        # Models can be imported only once the apps are loaded.
        from agencies.access import brand_for, nav_for
        from cspr import context

        context.use_nav(nav_for)
        context.use_brand(brand_for)
        for letter in LETTERS:
            register(letter)
