"""Where are the pages of people and agencies?"""

urlpatterns: list = []
