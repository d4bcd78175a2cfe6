"""Starting the server: HOST and PORT move it, and what cannot be served is said in a sentence."""

import logging
import socket

import pytest

from ui import serve as serving
from ui.serve import serve


@pytest.fixture
def started(monkeypatch):
    """The settings of each server that would have been run."""
    settings: list = []
    monkeypatch.setattr(serving._Server, "run", lambda server: settings.append(server.config))
    monkeypatch.delenv("HOST", raising=False)
    monkeypatch.delenv("PORT", raising=False)
    for name in ("uvicorn.access", "uvicorn.error"):
        monkeypatch.setattr(logging.getLogger(name), "filters", [])
    return settings


@pytest.fixture
def taken_port():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_host_and_port_come_from_the_environment(monkeypatch, started):
    port = free_port()
    monkeypatch.setenv("PORT", str(port))
    monkeypatch.setenv("HOST", "0.0.0.0")
    serve("the app")
    assert [(config.app, config.host, config.port) for config in started] == [("the app", "0.0.0.0", port)]


def test_without_a_word_it_is_served_to_this_machine_alone(monkeypatch, started):
    monkeypatch.setattr(serving, "_leave_if_taken", lambda host, port: None)
    serve("the app")
    assert [(config.host, config.port) for config in started] == [("127.0.0.1", 8501)]


def test_a_port_that_is_taken_is_said_with_what_to_do(monkeypatch, started, taken_port):
    monkeypatch.setenv("PORT", str(taken_port))
    with pytest.raises(SystemExit) as caught:
        serve("the app")
    sentence = str(caught.value.code)
    assert sentence.startswith(f"Cannot serve on 127.0.0.1:{taken_port} (")
    assert "Choose another port: PORT=" in sentence
    assert started == []


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80.5", "eight", "", " ", "8501 "])
def test_a_port_that_is_none_is_said_with_the_range(monkeypatch, started, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit) as caught:
        serve("the app")
    assert caught.value.code == f"PORT must be a number from 1 to 65535, not {port!r}."
    assert started == []


def test_a_port_in_raised_digits_is_none_either(monkeypatch, started):
    monkeypatch.setenv("PORT", "8²")
    with pytest.raises(SystemExit):
        serve("the app")


def test_a_host_that_is_none_is_said(monkeypatch, started):
    monkeypatch.setenv("HOST", "256.256.256.256")
    monkeypatch.setenv("PORT", str(free_port()))
    with pytest.raises(SystemExit) as caught:
        serve("the app")
    assert str(caught.value.code).startswith("Cannot serve on 256.256.256.256:")
