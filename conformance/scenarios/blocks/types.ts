import type { JsonObject } from '@reeve/wire'
import { type Group, type Step, scenario } from '../../framework/scenario.ts'
import { createBlock, createBlockSchema, createBlockType } from '../../setup/blocks.ts'
import { get, patch, post, remove } from '../../setup/flow-runs.ts'

const UNKNOWN = '00000000-0000-4000-8000-000000000000'
const FULL: JsonObject = {
  logo_url: 'https://example.com/logo.png',
  documentation_url: 'https://example.com/docs',
  description: 'A <b>bold</b> & "quoted" one',
  code_example: "if a < b > c: print('&')",
}

const REFUSED: readonly [string, JsonObject][] = [
  ['no name', { name: undefined as never }],
  ['no slug', { slug: undefined as never }],
  ['an empty name', { name: '' }],
  ['a null name', { name: null }],
  ['a name with a slash', { name: 'a/b' }],
  ['a name with a percent sign', { name: 'a%b' }],
  ['a name with an angle bracket', { name: 'a<b' }],
  ['a slug in capitals', { slug: 'Slug' }],
  ['a slug with an underscore', { slug: 'a_b' }],
  ['a slug with a space', { slug: 'a b' }],
  ['a null slug', { slug: null }],
  ['a number as description', { description: 5 }],
  ['a number as logo', { logo_url: 5 }],
  ['an unknown key', { color: 1 }],
  ['a protection', { is_protected: true }],
  ['a reserved name', { name: 'Prefect thing' }],
  ['a reserved name in other letters', { name: 'preFECT-$(unique)' }],
]

const PATCHES: readonly [string, JsonObject][] = [
  ['nothing', {}],
  ['a description', { description: 'Other <i>' }],
  ['everything as it was', FULL],
  ['everything as it is shown', { ...FULL, description: 'A &lt;b&gt;bold&lt;/b&gt; &amp; "quoted" one' }],
  ['nulls', { logo_url: null, documentation_url: null, description: null, code_example: null }],
  ['a name', { name: 'other' }],
  ['a slug', { slug: 'other' }],
  ['a number', { description: 5 }],
]

const read = get('read', '/block_types/$(type)')
const filter = (name: string, body: JsonObject): Step => post(name, '/block_types/filter', body)
const own = { name: { like_: '$(setup)' } }

export const blockTypes: Group = {
  name: 'block-types',
  about: 'Types of blocks.',
  setup: [
    createBlockType({}, { as: 'alpha' }),
    createBlockType(FULL, { as: 'beta' }),
    createBlockType({}, { as: 'gamma' }),
    createBlockSchema(
      { title: 'Alpha' },
      { as: 'alphas', type: 'alpha', body: { capabilities: ['x', 'y'] } },
    ),
    createBlockSchema({ title: 'Beta' }, { as: 'betas', type: 'beta', body: { capabilities: ['y'] } }),
  ],
  scenarios: [
    scenario('a type with everything', 'J1', createBlockType(FULL), read),
    scenario('a type with the least', 'J1', createBlockType(), read),
    scenario(
      'a type is found by its slug',
      'J1',
      createBlockType(),
      get('read', '/block_types/slug/type-$(unique)'),
      get('read another', '/block_types/slug/none-$(unique)'),
    ),
    scenario('a slug is taken once', 'J1', createBlockType(), {
      ...createBlockType({ name: 'other-$(unique)' }),
      name: 'create it again',
      capture: {},
    }),
    scenario('a name may be taken twice', 'J1', createBlockType(), {
      ...createBlockType({ slug: 'other-$(unique)' }),
      name: 'create another',
      capture: { other: 'id' },
    }),
    ...REFUSED.map(([name, body]) =>
      scenario(`a type with ${name} is refused`, 'J1 L2', createBlockType(body, { capture: {} })),
    ),
    ...PATCHES.map(([name, body]) =>
      scenario(
        `a type is changed: ${name}`,
        'J2',
        createBlockType(FULL),
        patch('change', '/block_types/$(type)', body),
        read,
      ),
    ),
    scenario(
      'a type goes with its schemas and blocks',
      'J2',
      createBlockType(),
      createBlockSchema({ title: 'Gone' }),
      createBlock({ x: 1 }),
      remove('delete', '/block_types/$(type)'),
      read,
      get('read its schema', '/block_schemas/$(schema)'),
      get('read its block', '/block_documents/$(block)'),
      remove('delete again', '/block_types/$(type)'),
    ),
    scenario(
      'a type that is not there',
      'J2 L4',
      get('read', `/block_types/${UNKNOWN}`),
      patch('change', `/block_types/${UNKNOWN}`, { description: 'x' }),
      remove('delete', `/block_types/${UNKNOWN}`),
      get('read what is no id', '/block_types/none'),
      get('read its blocks', '/block_types/slug/none-$(unique)/block_documents'),
      get('read one of its blocks', '/block_types/slug/none-$(unique)/block_documents/name/none'),
    ),
    scenario(
      'protected types stay',
      'J2 J3',
      get('read', '/block_types/slug/secret', {
        capture: { secret: 'id' },
        until: [{ at: 'status', equals: 200 }],
        vary: ['created', 'updated'],
      }),
      remove('delete', '/block_types/$(secret)'),
    ),
    scenario(
      'system types are installed again',
      'J3',
      { ...post('install', '/block_types/install_system_block_types') },
      ...['secret', 'webhook', 'local-file-system'].map((slug) =>
        get(`read ${slug}`, `/block_types/slug/${slug}`, { vary: ['id', 'created', 'updated'] }),
      ),
    ),
    scenario(
      'types are found',
      'D1 D16 J2',
      filter('by part of a name', { block_types: own }),
      filter('by a name in capitals', { block_types: { name: { like_: 'ALPHA-$(setup)' } } }),
      filter('by slugs', { block_types: { slug: { any_: ['beta-$(setup)', 'gamma-$(setup)'] } } }),
      filter('by no slugs', { block_types: { slug: { any_: [] } } }),
      filter('a page', { block_types: own, limit: 1, offset: 1 }),
      filter('by what blocks can do', {
        block_types: own,
        block_schemas: { block_capabilities: { all_: ['y'] } },
      }),
      filter('by more of it', {
        block_types: own,
        block_schemas: { block_capabilities: { all_: ['x', 'y'] } },
      }),
      filter('with any schema', { block_types: own, block_schemas: {} }),
      filter('by either', {
        block_types: own,
        block_schemas: {
          operator: 'or_',
          id: { any_: ['$(alphas)'] },
          block_capabilities: { all_: ['none'] },
        },
      }),
    ),
    scenario(
      'bad questions for types',
      'D16 L2',
      filter('a limit too high', { limit: 201 }),
      filter('a negative offset', { offset: -1 }),
      filter('an unknown key', { block_types: { color: {} } }),
      filter('an operator', { block_types: { operator: 'or_' } }),
      filter('a text for slugs', { block_types: { slug: { any_: 'x' } } }),
    ),
  ],
}
