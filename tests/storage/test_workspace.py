"""Workspaces and the names of session folders."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

from coopcoach.storage.workspace import is_slug


@given(st.text(st.sampled_from("aZ09-_./&;äß \n"), max_size=8) | st.text(max_size=8))
def test_a_name_of_a_folder_is_one_that_slugify_leaves_as_it_is(name: str) -> None:
    assert is_slug(name) == (bool(name) and name == slugify(name))
