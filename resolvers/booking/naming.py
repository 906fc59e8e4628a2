"""The resource that operators mean: by its id, or by its name."""

from __future__ import annotations

from access.tree import Tree
from documents.suggestions import did_you_mean
from planning.ids import global_id, parse_id
from resolvers.persons import NobodyFound
from resolvers.resources import RESOURCE
from store.databases import Connection
from store.resource_names import names_of_resources, resources_called


async def find_resource(connection: Connection, tree: Tree, portal: str, words: str) -> str:
    """Return the global id of the resource that *words* name; an id is taken as it is.

    Of several that are called so the one at the portal is meant.

    Raises:
        NobodyFound: none is called so, or several are and it is not plain which.
    """
    if parse_id(words) is not None:
        return words
    network = tree.root(portal)
    found = await resources_called(connection, network, words)
    here = [each for each in found if each.location == portal] or found
    if len(here) == 1:
        return global_id(RESOURCE.name, here[0].id)
    if here:
        listed = "".join(f"\n  Resource:{each.id}  {each.name}, {each.location}" for each in here)
        raise NobodyFound(f"several resources are called `{words}`; ask about one of them{listed}")
    hint = did_you_mean(words, await names_of_resources(connection, network))
    raise NobodyFound(
        f"no resource of `{network}` is called `{words}`; "
        f"{hint or 'write its name, or an id such as `Resource:3`'}"
    )
