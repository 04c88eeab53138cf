/** Answers in which Reeve means to differ from the reference. */
export interface DeliberateDifference {
  readonly group: string
  /** Their names, or what they have in common. */
  readonly scenarios: readonly string[] | RegExp
  /** Default: all steps. */
  readonly steps?: readonly string[]
  /** Where the answers differ: `status`, `headers.location`, `body`, `body.results[*].state`. */
  readonly paths: readonly string[]
  /** Default: on every database. */
  readonly database?: 'sqlite' | 'postgresql'
  /** The rule of the contract. */
  readonly rule: string
  readonly reason: string
}

/** Where the reference fails with a 5xx. */
const ANSWER = ['status', 'body']

/** All of them. One that no longer differs fails the suite. */
export const deliberateDifferences: readonly DeliberateDifference[] = [
  {
    group: 'block-types',
    scenarios: ['a name may be taken twice'],
    paths: ['body.id', 'body.slug'],
    rule: 'J1',
    reason: 'The reference answers with another type of that name in place of the one that it made.',
  },
  {
    group: 'block-schemas',
    scenarios: /as references is refused$|^a schema that holds what nobody defined$/,
    paths: ANSWER,
    rule: 'J6',
    reason: 'The reference answers 500 to references that it cannot read or follow; Reeve refuses them.',
  },
  {
    group: 'block-documents',
    scenarios: ['a block with an unknown type is refused'],
    paths: ANSWER,
    rule: 'J9',
    reason: 'The reference answers 500 when the type is not there.',
  },
  {
    group: 'block-documents',
    scenarios: ['a reference that is a text is refused'],
    paths: ANSWER,
    rule: 'J10',
    reason: 'The reference answers 500 to a reference that is no object.',
  },
  {
    group: 'block-documents',
    scenarios: ['a reference to no id is refused', 'a reference to a number is refused'],
    paths: ['body.detail'],
    rule: 'J10',
    reason: 'What is wrong with an id is said in words that do not depend on a release of pydantic.',
  },
  {
    group: 'block-documents',
    scenarios: ['a block with an object as secret'],
    paths: ['body.data.password'],
    rule: 'J12',
    reason: 'The reference shows secrets that are objects as they are; Reeve makes them unreadable.',
  },
  {
    group: 'block-documents',
    scenarios: ['a block is changed: data of an unknown schema'],
    paths: ANSWER,
    rule: 'J13',
    reason: 'The reference answers 500 when the schema is not there.',
  },
  {
    group: 'flow-run-rules',
    scenarios: ['resume when the schema is no schema'],
    paths: ANSWER,
    rule: 'C22',
    reason: 'The reference answers 500; a stored schema that is none is a reason to refuse the input.',
  },
  {
    group: 'flow-run-rules',
    scenarios: ['a run goes on when its deployment lost its limit'],
    paths: [...ANSWER, 'body'],
    rule: 'B34',
    reason:
      'The reference answers 500 when the limit whose slot it gives back is gone; there is nothing to give back.',
  },
  {
    group: 'flow-run-rules',
    scenarios: ['a state with every detail', 'a scheduled time written as "2026-01-01T10:00:00-05:30"'],
    paths: ['body.state.state_details.scheduled_time', 'body.next_scheduled_start_time'],
    rule: 'L8',
    reason: 'The reference repeats an instant in the zone in which it was sent; Reeve prints all in UTC.',
  },
  {
    group: 'flow-runs',
    scenarios: ['a run with data is refused'],
    paths: ANSWER,
    rule: 'A9',
    reason: 'The reference answers 500 when a run is created with data to store; Reeve stores it.',
  },
  {
    group: 'task-runs',
    scenarios: ['a task run with data is refused'],
    paths: ANSWER,
    rule: 'A9',
    reason: 'The reference answers 500 when a task run is created with data to store; Reeve stores it.',
  },
  {
    group: 'flow-runs',
    scenarios: ['a run with an empty key'],
    paths: [...ANSWER, 'body.idempotency_key'],
    rule: 'C2',
    reason: 'An empty idempotency key is none; the reference takes it once and answers 409 from then on.',
  },
  {
    group: 'flow-runs',
    scenarios: ['labels are added: a list', 'labels are added: null'],
    paths: ANSWER,
    rule: 'C10',
    reason: 'The reference stores labels that it cannot read and answers 500 from then on.',
  },
  {
    group: 'flow-runs',
    scenarios: ['a run that is not there is resumed'],
    paths: ANSWER,
    rule: 'C21',
    reason: 'The reference answers 500; what is not there gets 404.',
  },
  {
    group: 'flow-run-parts',
    scenarios: ['input with a key in capitals', 'input with a key with a space'],
    steps: ['store'],
    paths: ANSWER,
    rule: 'C18',
    reason: 'The reference answers 500; a key that breaks its pattern gets 422.',
  },
  {
    group: 'flow-run-parts',
    scenarios: ['input is listed by a negative limit'],
    paths: ANSWER,
    rule: 'C20',
    reason:
      'The reference answers 503 on PostgreSQL, where the statement fails; a limit below 0 is a mistake.',
  },
  {
    group: 'tag-limits',
    scenarios: ['a limit is reset'],
    steps: ['read the newer form'],
    paths: ['body.active_slots'],
    rule: 'F16',
    reason:
      'The reference ends the leases on the limit and leaves their slots taken: a limit that is reset stays full.',
  },
  {
    group: 'logs',
    scenarios: ['a log with a level that is too large'],
    steps: ['write'],
    paths: ANSWER,
    database: 'postgresql',
    rule: 'J21',
    reason: 'The reference answers 503; a value that the database cannot hold is the mistake of the request.',
  },
  {
    group: 'logs',
    scenarios: ['a log with a level that is too large'],
    paths: ANSWER,
    database: 'sqlite',
    rule: 'J21',
    reason: 'Recorded on PostgreSQL. On SQLite the reference takes the level, and so does Reeve.',
  },
  {
    group: 'conventions',
    scenarios: ['the body "{\\"name\\": NaN}"', 'the body "{\\"name\\": \\"\\\\ud800\\"}"'],
    paths: ANSWER,
    rule: 'L3',
    reason: 'The reference answers 500 to what no text can be; Reeve says where it stands.',
  },
  {
    group: 'conventions',
    scenarios: [
      'the content type "application/x-www-form-urlencoded"',
      'the content type "multipart/form-data"',
    ],
    paths: ANSWER,
    rule: 'L1',
    reason:
      'The reference takes a body of another type for a text, and where a body may be left out it ignores it, filters included; Reeve says which type to send.',
  },
  {
    group: 'flow-run-rules',
    scenarios: ['a run that lost its lease and its slot is cancelled'],
    steps: ['read limit'],
    paths: ['body.active_slots'],
    rule: 'B34',
    reason:
      'The reference gives a slot back for a run that holds none, and so lets more runs in than the limit says.',
  },
  {
    group: 'whole-lists',
    scenarios: ['all limits'],
    steps: ['list one tag'],
    paths: ['body'],
    rule: 'F13',
    reason: 'The reference looks for limits of tags among the first limits of any kind and misses the rest.',
  },
  {
    group: 'deployments',
    scenarios: ['a deployment with a bad name'],
    paths: ANSWER,
    rule: 'C25',
    reason: 'The reference answers 500; a name that breaks its pattern gets 422.',
  },
  {
    group: 'flow-run-rules',
    scenarios: /^(a client that calls itself .*|an old client that cancels a pending run ends its lease)$/,
    steps: ['renew the lease'],
    paths: ANSWER,
    rule: 'B23',
    reason:
      'The reference ends the lease of a client that does not renew it and loses count of its slot; Reeve makes it last until the run lets go.',
  },
  {
    group: 'flow-run-rules',
    scenarios: ['a run whose lease is unknown still gives one slot back'],
    steps: ['read limit'],
    paths: ['body.active_slots'],
    rule: 'B34',
    reason: 'Its slot went with its lease; the reference takes another from a run that still holds it.',
  },
  {
    group: 'flow-runs',
    scenarios: ['a run of an automation whose id is no id'],
    paths: ['body.request_body', 'body.exception_detail[0].msg', 'body.exception_detail[0].ctx'],
    rule: 'L2',
    reason: 'A header is refused without repeating the body and without a look at its letters.',
  },
  {
    group: 'flow-runs',
    scenarios: ['a run with a fraction as older delay is refused'],
    paths: ['body.request_body.empirical_policy.retry_delay'],
    rule: 'L2',
    reason: 'The reference shows a body that it has begun to change; Reeve shows what was sent.',
  },
  {
    group: 'deployments',
    scenarios: /^a deployment with /,
    paths: ['body.request_body.parameters'],
    rule: 'L2',
    reason: 'The reference shows a body that it has begun to change; Reeve shows what was sent.',
  },
  {
    group: 'schedules',
    scenarios: /^a deployment (that has a schedule )?is made /,
    paths: ['body.request_body.parameters'],
    rule: 'L2',
    reason: 'The reference shows a body that it has begun to change; Reeve shows what was sent.',
  },
  {
    group: 'deployment-fields',
    scenarios: [
      'a deployment is changed: a schema that is none',
      'a deployment is changed: a pool that is not there',
    ],
    paths: ANSWER,
    rule: 'C29',
    reason: 'The reference answers 500; a schema that is none gets 422, a pool that is not there 404.',
  },
  {
    group: 'deployment-fields',
    scenarios: ['a queue with a bad name is not made'],
    paths: ANSWER,
    rule: 'C25',
    reason: 'The reference answers 500; a queue whose name breaks its pattern is refused with 422.',
  },
  {
    group: 'pool-fields',
    scenarios: ['the default queue of a pool stays'],
    steps: ['delete'],
    paths: ANSWER,
    rule: 'E38',
    reason: 'The reference answers 500 when the default queue of a pool is deleted; Reeve refuses it.',
  },
  {
    group: 'ui',
    scenarios: ['pages of the history of runs'],
    steps: ['a negative limit'],
    paths: ANSWER,
    rule: 'D25',
    reason:
      'The reference answers 503 on PostgreSQL, where the statement fails; a limit below 0 is a mistake.',
  },
  {
    group: 'ui',
    scenarios: ['outcomes of task runs over time, of work_pools'],
    paths: ANSWER,
    rule: 'D25',
    reason: 'The reference fails over a filter of pools that its own shape allows; Reeve counts by it.',
  },
  {
    group: 'ui',
    scenarios: ['values are checked: a schema with a bad property'],
    paths: ANSWER,
    rule: 'K7',
    reason: 'The reference answers 500; a schema that is none gets 422.',
  },
  {
    group: 'agent-queues',
    scenarios: ['which queues would serve a deployment'],
    paths: ['body'],
    database: 'postgresql',
    rule: 'C36',
    reason:
      'The reference lists queues without a filter on SQLite and leaves them out on PostgreSQL; Reeve lists them on both, since they serve any deployment.',
  },
  {
    group: 'further-fields',
    scenarios: ['a limit of nothing learns nothing from a slot that is given back'],
    steps: ['give back'],
    paths: ANSWER,
    rule: 'F4',
    reason: 'The reference divides by the limit, which is 0, and answers 503; there is nothing to learn.',
  },
  {
    group: 'further-fields',
    scenarios: ['a tag that is named twice is taken once'],
    paths: [...ANSWER, 'body.active_slots'],
    rule: 'F14',
    reason: 'The reference takes a slot for each time that a tag is named and finds no second one.',
  },
  {
    group: 'deployment-fields',
    scenarios: ['what is no change of a deployment'],
    paths: ANSWER,
    rule: 'L3',
    reason: 'The reference answers 500 to a body that is no object; it breaks its shape and gets 422.',
  },
  {
    group: 'pool-fields',
    scenarios: ['names of pools that are no texts'],
    paths: ANSWER,
    rule: 'L3',
    reason:
      'The reference looks at the letters of a name before it knows that it is a text, and answers 500.',
  },
]
