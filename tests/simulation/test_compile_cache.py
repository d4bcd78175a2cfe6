"""Compiled programs are kept in the system's cache folder, and going without one is no disaster."""

import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from simulation.compile_cache import cache_folder, forget_oldest_programs, keep_compiled_programs


class Settings(dict[str, Any]):
    """Takes the place of JAX's own settings, which other tests need as they are."""

    jax_compilation_cache_dir: str | None = None

    def update(self, name: str, value: Any) -> None:  # type: ignore[override]
        self[name] = value


@pytest.fixture
def jax_settings(monkeypatch):
    settings = Settings()
    monkeypatch.setattr("simulation.compile_cache.jax", SimpleNamespace(config=settings))
    return settings


def test_on_linux_the_folder_follows_xdg(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "optimizers-in-motion" / "xla"
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    assert cache_folder() == Path.home() / ".cache" / "optimizers-in-motion" / "xla"


def test_on_windows_and_mac_it_is_where_caches_are_kept_there(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert cache_folder() == tmp_path / "optimizers-in-motion" / "xla"
    monkeypatch.setattr(sys, "platform", "darwin")
    assert cache_folder() == Path.home() / "Library" / "Caches" / "optimizers-in-motion" / "xla"


def test_the_folder_is_made_and_told_to_jax(monkeypatch, tmp_path, jax_settings):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    keep_compiled_programs()
    folder = tmp_path / "optimizers-in-motion" / "xla"
    assert folder.is_dir()
    assert jax_settings["jax_compilation_cache_dir"] == str(folder)
    assert jax_settings["jax_persistent_cache_min_compile_time_secs"] == 0


def test_without_a_writable_folder_it_says_so_and_goes_on(monkeypatch, tmp_path, jax_settings, caplog):
    in_the_way = tmp_path / "file"
    in_the_way.write_text("not a folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(in_the_way))
    monkeypatch.setattr(sys, "platform", "linux")
    keep_compiled_programs()
    assert jax_settings == {}
    assert "Compiled programs are not kept between starts" in caplog.text


def test_a_folder_that_the_user_has_set_is_left_alone(monkeypatch, tmp_path, jax_settings):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    jax_settings.jax_compilation_cache_dir = "a folder of the user's"
    keep_compiled_programs()
    assert jax_settings == {}
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def programs(monkeypatch, tmp_path, jax_settings):
    """A folder with five programs of a hundred bytes, the last one used last."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    folder = cache_folder()
    folder.mkdir(parents=True)
    for number in range(5):
        file = folder / f"{number}-cache"
        file.write_bytes(b"x" * 100)
        os.utime(file, (1000.0 + number, 900.0))
    jax_settings.jax_compilation_cache_dir = str(folder)
    return folder


@pytest.mark.parametrize(("most", "left"), [(1000, "01234"), (500, "01234"), (499, "1234"), (250, "34"), (0, "")])
def test_programs_beyond_the_limit_are_forgotten_the_oldest_first(programs, most, left):
    (programs / "somebody-else's").write_bytes(b"y" * 100)
    forget_oldest_programs(most)
    assert sorted(file.name[0] for file in programs.iterdir()) == [*left, "s"]


def test_nothing_is_forgotten_in_a_folder_that_the_user_has_set(programs, jax_settings):
    jax_settings.jax_compilation_cache_dir = "/srv/cache"
    forget_oldest_programs(0)
    assert len(list(programs.iterdir())) == 5
