"""Alembic's entry: the connection comes from kn_desk.storage.upgrade, already in its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], target_metadata=None, transactional_ddl=False)
context.run_migrations()
