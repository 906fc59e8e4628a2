"""What becomes of a wish: tried on the folders, shown, and written unless it is a dry run."""

from __future__ import annotations

from pathlib import Path

from access.comparing import compare_sets
from access.edits import Tried
from access.policy_set import PolicySet
from access.wishes import LEASHES, EditRefused, Part, Wish
from documents.manuscript import CannotBeChanged
from gateway.commands.asking import moment_now, stop, stop_unwritten, user_name
from gateway.commands.diff_entries import Report, Row
from gateway.commands.diff_report import diff_report
from gateway.commands.diff_screen import diff_screen
from gateway.commands.options import Format, root_folder
from gateway.commands.screen import note, print_json, print_result
from gateway.policies.editing import edit_folders, read_folders
from gateway.policies.loading import PoliciesRefused
from schema.shape import graph_shape


def write(wish: Wish, root: Path, output: Format, *, dry_run: bool) -> None:
    """Carry *wish* out in the folders of *root*, and show what changes by it.

    Raises:
        PoliciesRefused: the folders would not hold, or do not as they stand.
    """
    before = read_folders(root_folder(root), graph_shape())
    try:
        tried = (
            before.try_edit(wish)
            if dry_run
            else edit_folders(root.resolve(), wish, graph_shape(), user_name())
        )
    except (EditRefused, CannotBeChanged) as refused:
        stop(str(refused))
    except OSError as error:
        stop_unwritten(error)
    if tried.problems or tried.compiled is None or tried.compiled.policies is None:
        if output is Format.TEXT and tried.edit.lines:
            note("\n".join(["This would be written, and does not hold:", *tried.edit.lines, ""]))
        raise PoliciesRefused(tried.problems)
    _show(tried, before.policies, tried.compiled.policies, output)
    if not tried.edit.lines:
        note(f"{tried.edit.path} says so already; nothing is written")
    elif dry_run:
        note("Nothing is written.")
    else:
        note(f"{tried.edit.path} is saved. A gateway that runs takes it in a moment.")


def _show(tried: Tried, old: PolicySet, new: PolicySet, output: Format) -> None:
    comparison = compare_sets(old, new, moment_now())
    rows = tuple(Row(each, None) for each in comparison.found)
    report = Report(old, new, comparison, rows, {})
    if output is Format.JSON:
        edit = {"path": tried.edit.path, "patch": tried.edit.lines}
        print_json({**edit, **diff_report(report)})
    elif tried.edit.lines:
        print_result("\n".join([*tried.edit.lines, "", diff_screen(report)]))
        if tried.wish.part in LEASHES.values() or tried.wish.part is Part.KEEP:
            note("It changes nothing by itself: it says how far locations may go.")
