import type { Notice } from '../notice.ts'
import { actionOf, detailsOf, headlineOf } from '../wording.ts'
import { shorten } from './shorten.ts'

/** Below the 998 octets of a line even when each character takes several. */
const SUBJECT_MAX = 200

/** A header is one line: what could end it, and other control characters, become spaces. */
// oxlint-disable-next-line no-control-regex -- control characters are what it is for
const headerText = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()

const escaped = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')

export type Email = { subject: string; text: string; html: string }

const textOf = (notice: Notice, notificationId: string): string => {
  const action = actionOf(notice)
  return [
    notice.message,
    '',
    ...detailsOf(notice).map(([label, value]) => `${label}: ${value}`),
    ...(action === null ? [] : ['', `What to do: ${action}`]),
    ...(notice.dashboard_url === null ? [] : ['', `Dashboard: ${notice.dashboard_url}`]),
    '',
    `Papertape, ${notificationId}`,
    '',
  ].join('\n')
}

const htmlOf = (notice: Notice, notificationId: string): string => {
  const action = actionOf(notice)
  const rows = detailsOf(notice)
    .map(([label, value]) => `<tr><th align="left">${escaped(label)}</th><td>${escaped(value)}</td></tr>`)
    .join('')
  return [
    '<!doctype html><html lang="en"><body>',
    `<h2>${escaped(headlineOf(notice))}</h2><p>${escaped(notice.message)}</p><table>${rows}</table>`,
    action === null ? '' : `<p><b>What to do:</b> ${escaped(action)}</p>`,
    notice.dashboard_url === null ? '' : `<p><a href="${escaped(notice.dashboard_url)}">Open the dashboard</a></p>`,
    `<p><small>Papertape, ${escaped(notificationId)}</small></p></body></html>`,
  ].join('')
}

/** Subject and both bodies of a mail. */
export const emailOf = (notice: Notice, notificationId: string): Email => ({
  subject: shorten(headerText(headlineOf(notice)), SUBJECT_MAX),
  text: textOf(notice, notificationId),
  html: htmlOf(notice, notificationId),
})
