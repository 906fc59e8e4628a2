"""Lists that are read page by page, as Relay has them."""

from typing import Generic, TypeVar

import strawberry

from schema.fields import field

Record = TypeVar("Record")


@strawberry.type(description="Where a page stands in its list.")
class PageInfo:
    has_next_page: bool = field("Whether there are records after this page.")
    has_previous_page: bool = field("Whether there are records before this page.")
    start_cursor: str | None = field("The cursor of the page's first record; null if it is empty.")
    end_cursor: str | None = field("The cursor of the page's last record; null if it is empty.")


@strawberry.type(description="One record of a page, and the place where it stands.")
class Edge(Generic[Record]):
    cursor: str = field("The record's place in the list, for `after` and `before`; opaque.")
    node: Record = field("The record.")


@strawberry.type(description="One page of the records that the viewer may see.")
class Connection(Generic[Record]):
    edges: list[Edge[Record]] = field("The page's records, each with its cursor.")
    nodes: list[Record] = field("The page's records.")
    page_info: PageInfo = field("Where the page stands in the list.")
    total_count: int | None = field(
        "How many records the whole list has, counted up to a bound; see `totalCountIsExact`."
    )
    total_count_is_exact: bool | None = field(
        "Whether `totalCount` is the whole number; false where counting stopped at the bound."
    )
