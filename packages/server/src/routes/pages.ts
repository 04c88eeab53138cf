import type { Page } from '../http/app.ts'
import { Answer } from '../http/bind.ts'
import { apiBase, docsPage, landingPage, PAGE_HEADERS, uiBase, uiSettings } from '../http/pages.ts'
import type { Settings } from '../settings.ts'

/** What is served beside the API: pages for people, and what pages ask first. [M2, M6] */
export function pages(settings: Settings): readonly Page[] {
  const [api, ui] = [apiBase(settings), uiBase(settings)]
  const docs = () => html(docsPage(api))
  const landing = { path: `${ui}/`, answer: (origin: string) => html(landingPage(origin + api, '/docs')) }
  return [
    ...(settings['server.ui.enabled'] ? [landing] : []),
    { path: `${ui}/ui-settings`, answer: () => new Answer(200, uiSettings(settings)) },
    { path: '/docs', answer: docs },
    ...(api === '' ? [] : [{ path: `${api}/docs`, answer: docs }]),
  ]
}

const html = (text: string) => new Answer(200, text, PAGE_HEADERS)
