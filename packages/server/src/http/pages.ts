import { readFileSync } from 'node:fs'
import type { Settings } from '../settings.ts'

/** Scripts and styles stand in the page itself; nothing is fetched but the API. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
} as const

const LANDING = new URL('./pages/landing.html', import.meta.url)
const DOCS = new URL('./pages/docs.html', import.meta.url)

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark)

/** The page at `/`: how to connect. */
export const landingPage = (apiUrl: string, docsPath: string): string =>
  readFileSync(LANDING, 'utf8')
    .replaceAll('__API_URL__', escapeHtml(apiUrl))
    .replaceAll('__DOCS_PATH__', escapeHtml(docsPath))

/** The page at `/docs`: every operation, to read and to try. */
export const docsPage = (apiPath: string): string =>
  readFileSync(DOCS, 'utf8').replaceAll('__API_PATH__', escapeHtml(apiPath))

/** What pages ask before anything else. [M6] */
export function uiSettings(settings: Settings) {
  const base = uiBase(settings)
  return {
    api_url: settings['server.ui.api_url'],
    csrf_enabled: settings['server.api.csrf_protection_enabled'],
    auth: settings['server.api.auth_string'] ? 'BASIC' : null,
    flags: [],
    default_ui: 'v2',
    available_uis: ['v1', 'v2'],
    v1_base_url: base === '' ? '/' : base,
    v2_base_url: `${base}/v2`,
  }
}

/** The path below which pages are served, without a slash at the end: empty for `/`. [M7] */
export const uiBase = (settings: Settings): string =>
  trimPath(settings['server.ui.serve_base']).replace(/\/v2$/, '')

/** The path below which the API is served, `/api` unless set; without a slash at the end. [M2] */
export const apiBase = (settings: Settings): string => trimPath(settings['server.api.base_path'] ?? '/api')

function trimPath(path: string): string {
  const trimmed = path.replace(/^\/+|\/+$/g, '')
  return trimmed === '' ? '' : `/${trimmed}`
}
