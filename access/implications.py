"""Which permissions come with which: said by the roles, and by nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from access.frozen import FrozenDict


@lru_cache(maxsize=16)
def implied_permissions(
    roles: FrozenDict[str, frozenset[str]],
) -> Mapping[str, frozenset[str]]:
    """Return, for each permission, those that every role which holds it holds as well.

    Permissions are held by roles alone, so whoever holds the one somewhere holds the others there.
    """
    held = {permission for named in roles.values() for permission in named}
    return FrozenDict(
        {
            permission: frozenset.intersection(
                *(named for named in roles.values() if permission in named)
            )
            for permission in held
        }
    )
