"""What a page becomes in the answer: its records, the cursors around them, how many there are."""

from __future__ import annotations

import ast
from dataclasses import dataclass

from planning import code, records
from planning.asking import PageShape
from planning.build import Build, Path
from planning.code import Code
from planning.entities import Entity
from planning.levels import Level
from planning.orders import Order
from planning.selections import Selected


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """Assembles a connection as it was *asked* for and *selected*."""

    build: Build
    entity: Entity
    prefix: str
    asked: PageShape
    order: Order
    selected: list[Selected]
    path: Path

    def of_number(self) -> list[ast.stmt]:
        """Return the body of what answers how many there are, of no rows."""
        pairs = [(each.key, self._number(each)) for each in self.selected]
        return [ast.Return(code.mapping(pairs))]

    def of_rows(self, level: Level) -> list[ast.stmt]:
        """Return the body of what answers a page of the rows of *level*."""
        limit = code.call("int", ast.Subscript(
            ast.Attribute(code.name("run"), "values", ast.Load()),
            code.constant(f"{self.prefix}_limit"), ast.Load(),
        ))
        page = code.call("cut", code.name("rows"), limit, ast.Constant(self.asked.backward))
        cut = ast.Assign([code.row_pattern(["rows", "more"])], page)
        pairs = [(each.key, self._part(level, each)) for each in self.selected]
        return [cut, ast.Return(code.mapping(pairs))]

    def _part(self, level: Level, asked: Selected) -> Code:
        path = (*self.path, asked.key)
        match asked.name:
            case "nodes":
                return self._listing(level, self._node(level, asked, path))
            case "edges":
                return self._listing(level, self._edge(level, asked, path))
            case "pageInfo":
                return self._page_info(level, asked)
        return self._number(asked)

    def _number(self, asked: Selected) -> Code:
        bound = code.constant(self.build.count_bound)
        match asked.name:
            case "__typename":
                return code.constant(f"{self.entity.name}Connection")
            case "totalCount":
                return code.call("min", code.name("count"), bound)
            case "totalCountIsExact":
                return ast.Compare(code.name("count"), [ast.LtE()], [bound])
        raise AssertionError(f"a connection has no field {asked.name}")

    def _listing(self, level: Level, shown: Code) -> Code:
        return code.listing(shown, level.pattern, code.name("rows"))

    def _node(self, level: Level, asked: Selected, path: Path) -> Code:
        selected = records.selected_on(self.build, self.entity.name, asked)
        return records.record(self.build, level, level.row, self.entity, selected, path)

    def _edge(self, level: Level, asked: Selected, path: Path) -> Code:
        pairs: list[tuple[str, Code]] = []
        for each in records.selected_on(self.build, f"{self.entity.name}Edge", asked):
            if each.name == "__typename":
                pairs.append((each.key, code.constant(f"{self.entity.name}Edge")))
            elif each.name == "cursor":
                key, row_id = self._cursor_columns(level)
                pairs.append((each.key, self._cursor(code.name(key), code.name(row_id))))
            else:
                pairs.append((each.key, self._node(level, each, (*path, each.key))))
        return code.mapping(pairs)

    def _cursor_columns(self, level: Level) -> tuple[str, str]:
        key = level.add((level.row.name, "order"), self.order.key(level.row))
        return key, level.add((level.row.name, "id"), level.row.c.id)

    def _cursor(self, key: Code, row_id: Code) -> Code:
        signer = ast.Attribute(code.name("run"), "signer", ast.Load())
        mark = code.name(self.build.module.keep(self.order.mark))
        return ast.Call(ast.Attribute(signer, "write", ast.Load()), [mark, key, row_id], [])

    def _page_info(self, level: Level, asked: Selected) -> Code:
        more, given = code.name("more"), ast.Constant(self.asked.cursor is not None)
        backward = self.asked.backward
        pairs: list[tuple[str, Code]] = []
        for each in records.selected_on(self.build, "PageInfo", asked):
            match each.name:
                case "__typename":
                    value: Code = code.constant("PageInfo")
                case "hasNextPage":
                    value = given if backward else more
                case "hasPreviousPage":
                    value = more if backward else given
                case "startCursor":
                    value = self._end(level, 0)
                case _:
                    value = self._end(level, -1)
            pairs.append((each.key, value))
        return code.mapping(pairs)

    def _end(self, level: Level, index: int) -> Code:
        self._cursor_columns(level)
        row = ast.Subscript(code.name("rows"), ast.Constant(index), ast.Load())
        key, row_id = (
            ast.Subscript(row, ast.Constant(level.position((level.row.name, part))), ast.Load())
            for part in ("order", "id")
        )
        return ast.IfExp(code.name("rows"), self._cursor(key, row_id), ast.Constant(None))
