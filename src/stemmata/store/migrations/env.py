"""What Alembic runs: the steps, on the connection that `store.migrate` hands over.

There is no offline mode. The caller owns the transaction: all steps are applied, or none.
"""

from __future__ import annotations

from alembic import context

from stemmata.store.tables import METADATA, VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
