"""Who may see a field: a permission class for each rule."""

from __future__ import annotations

from typing import Any

from strawberry import Info
from strawberry.permission import BasePermission


class LoggedIn(BasePermission):
    """Whoever is signed in."""

    message = "Sign in first."

    def has_permission(self, source: Any, info: Info, **_: Any) -> bool:  # noqa: ARG002
        """Ask whether there is a viewer."""
        return info.context.viewer is not None


class Member(BasePermission):
    """Whoever holds a contract that runs."""

    message = "This is for members."

    def has_permission(self, source: Any, info: Info, **_: Any) -> bool:  # noqa: ARG002
        """Ask whether the viewer is a member."""
        viewer = info.context.viewer
        return viewer is not None and viewer.member


class Own(BasePermission):
    """Whoever the record belongs to."""

    message = "This is somebody else's."

    def has_permission(self, source: Any, info: Info, **_: Any) -> bool:
        """Ask whether the record is the viewer's."""
        viewer = info.context.viewer
        return viewer is not None and source.owner == viewer.key
