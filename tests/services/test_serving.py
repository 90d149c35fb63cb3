"""The protocol, spoken by a process."""

import queue
import subprocess
import sys

import pytest

from photosearch.services.serving import LONGEST_LINE
from tests.services.client import PATIENCE_S, ROOT, Answer, Client, ServiceError
from tests.services.conftest import Start


@pytest.fixture
def service(start: Start) -> Client:
    """The sample service."""
    return start("sample", module="tests.services.sample_service")


def held(service: Client, name: str = "hold") -> Answer:
    """A request in work that keeps its lane busy."""
    return service.ask(name).begun()


def test_answers_progress_and_result(service: Client) -> None:
    value = {"text": "ä\udcff\n", "numbers": [1, 2.5, None, True]}
    answer = service.ask("echo", value=value)
    assert answer.result() == value and answer.progress == [value]


def test_errors_for_a_person_come_without_details(service: Client) -> None:
    with pytest.raises(ServiceError) as caught:
        service.call("fail")
    assert (caught.value.message, caught.value.details) == ("It is raining.", None)


def test_mistakes_of_the_program_come_with_the_way_there(service: Client) -> None:
    with pytest.raises(ServiceError, match="ZeroDivisionError: by nothing") as caught:
        service.call("stumble")
    assert caught.value.details and "in stumble" in caught.value.details
    with pytest.raises(ServiceError, match="TypeError"):
        service.call("echo", wrong=1)
    assert service.call("echo", value=1) == 1, "and it goes on"


def test_unknown_requests_are_answered(service: Client) -> None:
    with pytest.raises(ServiceError, match="No such request: dance"):
        service.call("dance")


@pytest.mark.parametrize(
    "line",
    [
        b"nonsense\n",
        b"\n",
        b"[1, 2]\n",
        b"{}\n",
        b'{"id": [], "call": "echo"}\n',
        b'{"id": null, "call": "echo"}\n',
        b'{"cancel": "all"}\n',
        b'{"cancel": 4711}\n',
        b"\xff\xfe\n",
        b"[" * 100_000 + b"\n",
        b'{"id": 1' + b" " * 1000 + b"\n",
    ],
)
def test_what_is_no_request_is_passed_over(service: Client, line: bytes) -> None:
    service.write(line)
    assert service.call("echo", value=1) == 1
    assert not service.strays


def test_request_without_sense_but_with_a_number_is_answered(service: Client) -> None:
    answers = [service.ask("echo", value=1) for _ in range(2)]
    for answer in answers:
        answer.result()
    for message in ({"id": 1}, {"id": 2, "call": "echo", "with": [1]}):
        service.send(message)
    assert all("error" in answer.ending() for answer in answers)


def test_large_requests_are_answered_and_far_too_large_ones_passed_over(service: Client) -> None:
    numbers = list(range(200_000))
    assert service.call("echo", value=numbers) == numbers
    service.write(b'{"id": 9, "call": "echo", "with": {"value": "' + b"x" * LONGEST_LINE + b'"}}\n')
    assert service.call("echo", value=1) == 1
    assert not service.strays


def test_cancelled_before_it_began_it_is_answered_at_once(service: Client) -> None:
    held(service)
    waiting = service.ask("echo", value=1)
    service.cancel(waiting)
    assert waiting.ending() == {"id": waiting.number, "cancelled": True}
    assert not waiting.progress
    service.call("free")
    assert service.call("echo", value=2) == 2


def test_cancelled_while_it_runs_it_ends(service: Client) -> None:
    running = held(service)
    service.cancel(running)
    assert running.ending() == {"id": running.number, "cancelled": True}
    assert service.call("echo", value=2) == 2
    service.cancel(running)
    assert service.call("echo", value=3) == 3, "taking back what is over means nothing"


def test_lanes_go_on_beside_each_other(service: Client) -> None:
    running = held(service)
    service.call("free")
    assert running.result() is None


def test_newest_request_comes_first_where_that_is_wanted(service: Client) -> None:
    order: queue.Queue[int] = queue.Queue()
    held(service, "hold latest")
    answers = [service.ask("latest", value=number) for number in range(3)]
    for answer in answers:
        answer.take = lambda message: order.put(message["result"]) if "result" in message else None  # type: ignore[method-assign]
    service.call("free")
    assert [order.get(timeout=PATIENCE_S) for _ in range(3)] == [2, 1, 0]


def test_libraries_that_print_do_not_disturb(service: Client) -> None:
    service.call("noise")
    assert service.call("echo", value=1) == 1 and not service.strays


def test_lane_gets_ready_before_anyone_asks(service: Client) -> None:
    service.event("ready")


def test_end_of_stdin_ends_it_whatever_it_does(service: Client) -> None:
    service.ask("stuck").begun()
    queued = service.ask("echo", value=1)
    assert service.close() == 0
    service.event("ending")
    assert not queued.progress, "what was not begun is not begun any more"


def test_window_that_is_gone_ends_it() -> None:
    """Both ends of the pipes closed at once, as by a kill of the window."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.services.sample_service"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert process.stdin and process.stdout
    process.stdin.write(b'{"id": 1, "call": "echo", "with": {"value": 1}}\n' * 100)
    process.stdout.close()
    process.stdin.close()
    assert process.wait(PATIENCE_S) == 0


def test_unknown_service_is_wrong_usage() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "photosearch", "--service", "nothing"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 2 and "no service 'nothing'" in done.stderr
    assert "Traceback" not in done.stderr
