"""The shape that policies are compiled against."""

from __future__ import annotations

from planning.entities import Entity
from resolvers.actions import ACTIONS
from resolvers.catalogue import CATALOGUE
from schema.shape import graph_shape


def test_each_record_has_a_shape_and_nothing_else_has() -> None:
    """Value types go with the field that holds them; the portal's frame is nobody's to hide."""
    inquired = {"Explanation", "Visibility"}
    assert graph_shape().types.keys() == CATALOGUE.entities.keys() | inquired | {"Live"}
    assert {name for name, shape in graph_shape().types.items() if shape.staffs} == inquired
    assert "Portal" not in graph_shape().types
    assert "Money" not in graph_shape().types


def test_a_shape_says_what_records_carry() -> None:
    """`own` means something where there is an owner, and likewise the rest."""
    shapes = graph_shape().types
    assert (shapes["Contract"].owner, shapes["Contract"].team) == (True, True)
    assert (shapes["Event"].owner, shapes["Event"].team) == (False, False)
    assert (shapes["Event"].audience, shapes["Event"].plans) == (True, True)
    assert (shapes["Rate"].audience, shapes["Rate"].plans) == (True, False)
    assert shapes["Team"].team
    assert all(shape.location for shape in shapes.values())


def test_a_shape_lists_every_field_but_the_id() -> None:
    """Policies decide about all of them."""
    for name, entity in CATALOGUE.entities.items():
        shape = graph_shape().types[name]
        assert shape.listable == entity.fields.keys()
        assert shape.non_null == frozenset()
        if isinstance(entity, Entity):
            assert shape.sortable == set(entity.sort)
            assert shape.filterable == set(entity.filters)


def test_the_way_in_stays_open() -> None:
    """Where section `portal` is closed a visitor still finds a location, its name and its look."""
    shapes = graph_shape().types
    assert shapes["Location"].exempt >= {"name", "hosts", "languages", "branding", "parent"}
    assert shapes["Location"].exempt <= shapes["Location"].listable
    assert not shapes["Location"].exempt & {"email", "phone", "address"}
    assert all(not shape.exempt for name, shape in shapes.items() if name != "Location")


def test_actions_are_those_that_the_graph_asks_for() -> None:
    """An action that nobody asks for would be a rule in vain."""
    assert graph_shape().actions == ACTIONS
