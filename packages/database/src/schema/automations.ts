import { identity, optional, primaryKey, required, type Table, withDefault } from './describe.ts'

export const automation = {
  columns: {
    name: required('text'),
    description: required('text'),
    enabled: withDefault('boolean', true),
    trigger: required('json'),
    actions: required('json'),
    actions_on_trigger: withDefault('json', '[]'),
    actions_on_resolve: withDefault('json', '[]'),
    ...identity,
    tags: withDefault('json', '[]'),
  },
  primaryKey: primaryKey('automation'),
  indexes: [{ name: 'ix_automation__updated', columns: 'updated' }],
} as const satisfies Table

export const automationBucket = {
  columns: {
    automation_id: required('uuid'),
    trigger_id: required('uuid'),
    bucketing_key: required('json'),
    last_event: optional('json'),
    start: required('instant'),
    end: required('instant'),
    count: required('integer'),
    last_operation: optional('text'),
    triggered_at: optional('instant'),
    ...identity,
  },
  primaryKey: primaryKey('automation_bucket'),
  foreignKeys: [
    {
      name: 'fk_automation_bucket__automation_id__automation',
      column: 'automation_id',
      references: 'automation',
      onDelete: 'CASCADE',
    },
  ],
  indexes: [
    { name: 'ix_automation_bucket__automation_id__end', columns: 'automation_id, "end"' },
    { name: 'ix_automation_bucket__updated', columns: 'updated' },
    {
      name: 'uq_automation_bucket__automation_id__trigger_id__bucketing_key',
      columns: 'automation_id, trigger_id, bucketing_key',
      unique: true,
    },
  ],
} as const satisfies Table

export const automationEventFollower = {
  columns: {
    leader_event_id: required('uuid'),
    follower_event_id: required('uuid'),
    received: required('instant'),
    follower: required('json'),
    ...identity,
    scope: required('text'),
  },
  primaryKey: primaryKey('automation_event_follower'),
  indexes: [
    { name: 'ix_ae_follower_scope_leader', columns: 'scope, leader_event_id' },
    { name: 'ix_automation_event_follower__leader_event_id', columns: 'leader_event_id' },
    { name: 'ix_automation_event_follower__received', columns: 'received' },
    { name: 'ix_automation_event_follower__scope', columns: 'scope' },
    { name: 'ix_automation_event_follower__updated', columns: 'updated' },
    { name: 'uq_follower_for_scope', columns: 'scope, follower_event_id', unique: true },
  ],
} as const satisfies Table

export const automationRelatedResource = {
  columns: {
    automation_id: required('uuid'),
    resource_id: optional('text'),
    automation_owned_by_resource: withDefault('boolean', false),
    ...identity,
  },
  primaryKey: primaryKey('automation_related_resource'),
  foreignKeys: [
    {
      name: 'fk_automation_related_resource__automation_id__automation',
      column: 'automation_id',
      references: 'automation',
      onDelete: 'CASCADE',
    },
  ],
  indexes: [
    { name: 'ix_automation_related_resource__resource_id', columns: 'resource_id' },
    { name: 'ix_automation_related_resource__updated', columns: 'updated' },
    {
      name: 'uq_automation_related_resource__automation_id__resource_id',
      columns: 'automation_id, resource_id',
      unique: true,
    },
  ],
} as const satisfies Table

export const compositeTriggerChildFiring = {
  columns: {
    automation_id: required('uuid'),
    parent_trigger_id: required('uuid'),
    child_trigger_id: required('uuid'),
    child_firing_id: required('uuid'),
    child_fired_at: optional('instant'),
    child_firing: required('json'),
    ...identity,
  },
  primaryKey: primaryKey('composite_trigger_child_firing'),
  foreignKeys: [
    {
      name: 'fk_composite_trigger_child_firing__automation_id__automation',
      column: 'automation_id',
      references: 'automation',
      onDelete: 'CASCADE',
    },
  ],
  indexes: [
    { name: 'ix_composite_trigger_child_firing__updated', columns: 'updated' },
    {
      name: 'uq_composite_trigger_child_firing__a_id__pt_id__ct__id',
      columns: 'automation_id, parent_trigger_id, child_trigger_id',
      unique: true,
    },
  ],
} as const satisfies Table
