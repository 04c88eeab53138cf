import { identity, optional, primaryKey, required, type Table, withDefault } from './describe.ts'

export const events = {
  columns: {
    occurred: required('instant'),
    event: required('long_text'),
    resource_id: required('long_text'),
    resource: required('json'),
    related_resource_ids: withDefault('json', '[]'),
    related: withDefault('json', '[]'),
    payload: required('json'),
    received: required('instant'),
    recorded: required('instant'),
    follows: optional('uuid'),
    ...identity,
  },
  primaryKey: primaryKey('events'),
  indexes: [
    { name: 'ix_events__event__id', columns: 'event, id' },
    { name: 'ix_events__event_occurred_id', columns: 'event, occurred, id' },
    { name: 'ix_events__event_related_occurred', columns: 'event, related, occurred', only: 'sqlite' },
    { name: 'ix_events__event_resource_id_occurred', columns: 'event, resource_id, occurred' },
    { name: 'ix_events__occurred', columns: 'occurred' },
    { name: 'ix_events__occurred_id', columns: 'occurred, id' },
    { name: 'ix_events__related_resource_ids', columns: 'related_resource_ids', only: 'sqlite' },
    { name: 'ix_events__updated', columns: 'updated' },
    { name: 'ix_events__event_occurred', columns: 'event, occurred', only: 'postgresql' },
    { name: 'ix_events__related_gin', columns: 'related', only: 'postgresql', using: 'gin' },
    {
      name: 'ix_events__related_resource_ids_gin',
      columns: 'related_resource_ids',
      only: 'postgresql',
      using: 'gin',
    },
  ],
} as const satisfies Table

export const eventResources = {
  columns: {
    occurred: required('instant'),
    resource_id: required('long_text'),
    resource_role: required('long_text'),
    resource: required('plain_json'),
    event_id: required('uuid'),
    ...identity,
  },
  primaryKey: primaryKey('event_resources'),
  indexes: [
    { name: 'ix_event_resources__event_id', columns: 'event_id' },
    { name: 'ix_event_resources__occurred', columns: 'occurred' },
    { name: 'ix_event_resources__resource_id__occurred', columns: 'resource_id, occurred' },
    { name: 'ix_event_resources__updated', columns: 'updated' },
  ],
} as const satisfies Table
