"""Compiled programs are kept in the system's cache folder, and going without one is no disaster."""

import sys
from pathlib import Path

import jax
import pytest

from simulation.compile_cache import cache_folder, keep_compiled_programs


@pytest.fixture
def jax_settings(monkeypatch):
    """What the function sets, in place of JAX's own settings."""
    made: dict[str, object] = {}
    monkeypatch.setattr(jax.config, "update", made.__setitem__)
    monkeypatch.setattr("simulation.compile_cache.getattr", lambda *_: None, raising=False)
    return made


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


def test_a_folder_that_the_user_has_set_is_left_alone(monkeypatch):
    monkeypatch.setattr("simulation.compile_cache.getattr", lambda *_: "a folder of the user's", raising=False)
    monkeypatch.setattr("simulation.compile_cache.cache_folder", lambda: pytest.fail("another folder was looked for"))
    keep_compiled_programs()
