import { boolean, integer, number, oneOf, secret, text } from './kinds.ts'
import type { Row } from './row.ts'

/** The settings of the database connection. */
export const databaseRows = {
  'server.database.connection_timeout': {
    kind: number(),
    default: 5,
    aliases: ['PREFECT_API_DATABASE_CONNECTION_TIMEOUT'],
    does: 'Seconds to wait for a PostgreSQL connection.',
  },
  'server.database.connection_url': {
    kind: secret,
    default: null,
    aliases: ['PREFECT_API_DATABASE_CONNECTION_URL'],
    does: 'The database. SQLite in the data folder unless set.',
  },
  'server.database.driver': {
    kind: oneOf('postgresql+asyncpg', 'sqlite+aiosqlite'),
    default: null,
    aliases: ['PREFECT_API_DATABASE_DRIVER'],
    does: 'With `host`, `user`, `name` \u2026: the database in parts, in place of `connection_url`.',
  },
  'server.database.echo': {
    kind: boolean,
    default: false,
    aliases: ['PREFECT_API_DATABASE_ECHO'],
    ignored: 'Statements are not logged.',
  },
  'server.database.host': {
    kind: text,
    default: null,
    aliases: ['PREFECT_API_DATABASE_HOST'],
    does: 'PostgreSQL host, with `driver`.',
  },
  'server.database.migrate_on_start': {
    kind: boolean,
    default: true,
    aliases: ['PREFECT_API_DATABASE_MIGRATE_ON_START'],
    ignored: 'Nothing is migrated: a new database is created complete, a known one is opened as it is.',
  },
  'server.database.migration_timeout': {
    kind: number({ gt: 0 }),
    default: null,
    ignored: 'Nothing is migrated.',
  },
  'server.database.name': {
    kind: text,
    default: null,
    aliases: ['PREFECT_API_DATABASE_NAME'],
    does: 'Database name, or the path of a SQLite file, with `driver`.',
  },
  'server.database.password': {
    kind: secret,
    default: null,
    aliases: ['PREFECT_API_DATABASE_PASSWORD'],
    does: 'PostgreSQL password, with `driver` or named in `connection_url`.',
  },
  'server.database.port': {
    kind: integer(),
    default: null,
    aliases: ['PREFECT_API_DATABASE_PORT'],
    does: 'PostgreSQL port, with `driver`.',
  },
  'server.database.sqlalchemy.connect_args.application_name': {
    kind: text,
    default: null,
    does: 'Name under which PostgreSQL lists the connections.',
  },
  'server.database.sqlalchemy.connect_args.prepared_statement_cache_size': {
    kind: integer(),
    default: null,
    ignored: 'A setting of the Python driver.',
  },
  'server.database.sqlalchemy.connect_args.search_path': {
    kind: text,
    default: null,
    does: 'Schema search path of the PostgreSQL connections.',
  },
  'server.database.sqlalchemy.connect_args.statement_cache_size': {
    kind: integer(),
    default: null,
    ignored: 'A setting of the Python driver.',
  },
  'server.database.sqlalchemy.connect_args.tls.ca_file': {
    kind: text,
    default: null,
    does: 'Certificate authority of the PostgreSQL server.',
  },
  'server.database.sqlalchemy.connect_args.tls.cert_file': {
    kind: text,
    default: null,
    does: 'Client certificate for PostgreSQL.',
  },
  'server.database.sqlalchemy.connect_args.tls.check_hostname': {
    kind: boolean,
    default: true,
    does: 'Whether the PostgreSQL certificate must name the host.',
  },
  'server.database.sqlalchemy.connect_args.tls.enabled': {
    kind: boolean,
    default: false,
    does: 'Whether PostgreSQL connections are encrypted.',
  },
  'server.database.sqlalchemy.connect_args.tls.key_file': {
    kind: text,
    default: null,
    does: 'Key of the client certificate.',
  },
  'server.database.sqlalchemy.max_overflow': {
    kind: integer(),
    default: 10,
    aliases: ['PREFECT_SQLALCHEMY_MAX_OVERFLOW'],
    does: 'PostgreSQL connections beyond `pool_size` under load.',
  },
  'server.database.sqlalchemy.pool_recycle': {
    kind: integer(),
    default: 3600,
    ignored: 'A setting of the Python driver.',
  },
  'server.database.sqlalchemy.pool_size': {
    kind: integer(),
    default: 5,
    aliases: ['PREFECT_SQLALCHEMY_POOL_SIZE'],
    does: 'PostgreSQL connections kept open.',
  },
  'server.database.sqlalchemy.pool_timeout': {
    kind: number(),
    default: 30,
    ignored: 'Requests wait for a connection in the order they came, without a limit of their own.',
  },
  'server.database.timeout': {
    kind: number(),
    default: 10,
    aliases: ['PREFECT_API_DATABASE_TIMEOUT'],
    does: 'Seconds after which PostgreSQL ends a statement.',
  },
  'server.database.user': {
    kind: text,
    default: null,
    aliases: ['PREFECT_API_DATABASE_USER'],
    does: 'PostgreSQL user, with `driver`.',
  },
} as const satisfies Readonly<Record<string, Row>>
