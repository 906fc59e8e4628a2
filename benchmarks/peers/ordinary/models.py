"""The rows of the three pages, as ORM classes over the store's tables."""

from __future__ import annotations

from sqlalchemy.orm import DeclarativeBase

from store import content, contracts, customers, invoices, resources, teams


class Base(DeclarativeBase):
    """What all classes have in common: their columns are those of the store's table."""


class Event(Base):
    """Something that takes place."""

    __table__ = content.events


class EventPlan(Base):
    """A plan that an event is kept for."""

    __table__ = content.event_plans


class Customer(Base):
    """A person or a company."""

    __table__ = customers.customers


class Contract(Base):
    """What makes a customer a member."""

    __table__ = contracts.contracts


class Plan(Base):
    """What a contract is about."""

    __table__ = contracts.plans


class Freeze(Base):
    """Days on which a contract rests."""

    __table__ = contracts.freezes


class Booking(Base):
    """A resource, taken for a while."""

    __table__ = resources.bookings


class Resource(Base):
    """Something that can be booked."""

    __table__ = resources.resources


class Category(Base):
    """A kind of resource, with rates of its own."""

    __table__ = resources.resource_types


class Rate(Base):
    """What a booking costs."""

    __table__ = resources.resource_rates


class Invoice(Base):
    """A bill."""

    __table__ = invoices.invoices


class InvoiceLine(Base):
    """One line of it."""

    __table__ = invoices.invoice_lines


class Team(Base):
    """People who belong together."""

    __table__ = teams.teams


class TeamMember(Base):
    """One role of one customer in one team."""

    __table__ = teams.team_members
