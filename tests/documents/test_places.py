"""Places, and problems in their order."""

from __future__ import annotations

from documents.places import Place, Problem, in_order


def test_problems_are_sorted_by_place() -> None:
    """File, then line, then column, as numbers; and those without help sort, too."""

    def problem(path: str, line: int, column: int, advice: str | None = None) -> Problem:
        return Problem(Place(path, line, column), "no", advice)

    expected = [
        problem("a.yaml", 2, 1),
        problem("a.yaml", 2, 1, "help"),
        problem("a.yaml", 2, 10),
        problem("a.yaml", 10, 1),
        problem("b.yaml", 1, 1),
    ]
    assert in_order(reversed(expected)) == expected


def test_a_problem_is_named_once() -> None:
    """Two rules that find the same say it once."""
    problem = Problem(Place("a.yaml", 1, 1), "no")
    assert in_order([problem, problem]) == [problem]


def test_a_problem_reads_as_place_sentence_help() -> None:
    """The help stands on a line of its own."""
    problem = Problem(Place("a.yaml", 3, 14), "`x` is not a level", "did you mean `y`?")
    assert str(problem) == "a.yaml:3:14: `x` is not a level\n  help: did you mean `y`?"
    assert str(Problem(Place("a.yaml", 3, 14), "no")) == "a.yaml:3:14: no"
