import { buildOpenApi } from '@reeve/wire'
import type { Page } from '../http/app.ts'
import { Answer, type BoundRoute } from '../http/bind.ts'
import { apiBase, docsPage, landingPage, PAGE_HEADERS, uiBase, uiSettings } from '../http/pages.ts'
import { API_VERSION } from '../http/versions.ts'
import type { Settings } from '../settings.ts'

/** What is served beside the API: pages for people, the description of the API, and what pages ask first. [M2, M6] */
export function pages(settings: Settings, routes: readonly BoundRoute[]): readonly Page[] {
  const [api, ui] = [apiBase(settings), uiBase(settings)]
  const docs = () => html(docsPage(api))
  const openApi = lazily(() => {
    const info = {
      title: 'Reeve',
      version: API_VERSION,
      description: 'The REST API of Prefect 3, served by Reeve.',
    }
    return new Answer(
      200,
      JSON.stringify(
        buildOpenApi(
          routes.map(({ route }) => route),
          info,
        ),
      ),
      JSON_HEADERS,
    )
  })
  const both = (path: string, answer: Page['answer']): Page[] =>
    [...new Set([path, api + path])].map((place) => ({ path: place, answer }))
  const landing = { path: `${ui}/`, answer: (origin: string) => html(landingPage(origin + api, '/docs')) }
  return [
    ...(settings['server.ui.enabled'] ? [landing] : []),
    { path: `${ui}/ui-settings`, answer: () => new Answer(200, uiSettings(settings)) },
    ...both('/docs', docs),
    ...both('/openapi.json', openApi),
  ]
}

const JSON_HEADERS = { 'content-type': 'application/json' }

const html = (text: string) => new Answer(200, text, PAGE_HEADERS)

/** Makes a value when it is first asked for, and keeps it. */
function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}
