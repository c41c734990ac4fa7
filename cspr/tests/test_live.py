"""The system as it runs: pages, worker and clock in real processes."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.smoke
def test_the_first_page_is_there_and_accessible(page, axe):
    answer = page.goto("/")
    assert answer.status == 200
    axe(page)


def test_the_worker_can_be_killed_and_comes_back(live):
    live.kill_worker()
    assert not live.worker.is_alive()
    live.start_worker()
    assert live.worker.is_alive()
