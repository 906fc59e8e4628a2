"""How much may be asked, and spent on answers: the settings `limits` and `budgets`."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from planning.limits import Limits as OperationLimits


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one request may ask; what each bounds stands in the schema of `gateway.yaml`."""

    body_kilobytes: int = 256
    tokens: int = 4_000
    depth: int = 15
    aliases: int = 60
    root_fields: int = 20
    directives: int = 50
    page_size: int = 100
    count_bound: int = 1_000
    plans_cached: int = 2_000
    documents_cached: int = 1_000
    cache_megabytes: int = 128

    @property
    def body_bytes(self) -> int:
        """The most bytes that a body, or the address of a GET, may have."""
        return self.body_kilobytes * 1024

    def of_operations(self) -> OperationLimits:
        """What the planner bounds."""
        return OperationLimits(
            tokens=self.tokens,
            depth=self.depth,
            aliases=self.aliases,
            root_fields=self.root_fields,
            directives=self.directives,
            page_size=self.page_size,
            count_bound=self.count_bound,
            plans=self.plans_cached,
            documents=self.documents_cached,
            cache_bytes=self.cache_megabytes * 1024 * 1024,
        )


@dataclass(frozen=True, slots=True)
class Budget:
    """What a kind of asker may spend, in cells: at once, and in a minute; 0 is no bound.

    `most` is what one operation may cost: nobody ever has more than a minute's budget.
    """

    operation: int
    minute: int
    most: int | None = field(init=False)

    def __post_init__(self) -> None:
        bounds = [bound for bound in (self.operation, self.minute) if bound]
        object.__setattr__(self, "most", min(bounds, default=None))

    def shared_by(self, processes: int) -> Budget:
        """What one of so many processes lets them spend: its share of a minute.

        It is never less than one operation may cost.
        """
        share = max(math.ceil(self.minute / processes), self.operation)
        return Budget(self.operation, min(self.minute, share))


@dataclass(frozen=True, slots=True)
class Budgets:
    """What each kind of asker may spend."""

    anonymous: Budget = Budget(20_000, 2_000_000)
    signed_in: Budget = Budget(50_000, 2_000_000)
    staff: Budget = Budget(200_000, 10_000_000)
    api_key: Budget = Budget(50_000, 20_000_000)

    def shared_by(self, processes: int) -> Budgets:
        """What one of so many processes lets each kind spend."""
        kinds = (self.anonymous, self.signed_in, self.staff, self.api_key)
        return Budgets(*(budget.shared_by(processes) for budget in kinds))
