"""Bringing a ledger's tables to the present version, in one transaction."""

from __future__ import annotations

from sqlalchemy import Connection, column, inspect, select, table

from stemmata.store.errors import StoreError
from stemmata.store.tables import METADATA, REVISION, VERSION_TABLE

MIGRATIONS = "stemmata.store:migrations"


def revision_of(connection: Connection) -> str | None:
    """The revision that a ledger stands at; None for one that has no tables yet."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    return connection.execute(select(column("version_num")).select_from(table(VERSION_TABLE))).scalar()


def migrate(connection: Connection) -> None:
    """Apply the steps that the ledger lacks; `connection` is in a transaction that may write.

    Raises StoreError where the ledger is newer than this version, or its tables are another program's.
    """
    # Imported here because it takes 0.3 s, and nearly every ledger that is opened is up to date.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", MIGRATIONS)
    found = revision_of(connection)
    if found is None:
        _refuse_foreign_tables(connection)
    elif found not in {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}:
        raise StoreError(
            f"made by a newer Stemmata (its tables are at revision {found!a}, this version knows "
            f"up to {REVISION}); install a newer Stemmata, or name another file"
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _refuse_foreign_tables(connection: Connection) -> None:
    taken = sorted(set(inspect(connection).get_table_names()) & set(METADATA.tables))
    if taken:
        raise StoreError(
            f"another program's tables are in the way ({', '.join(taken)}); "
            "they were left as they are: name another database"
        )
