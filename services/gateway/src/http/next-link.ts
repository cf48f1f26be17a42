/**
 * The Link header (RFC 8288) that leads from a list's page, asked for under this URL, to the one that a cursor begins. It is
 * relative, so that it holds behind any proxy, and percent-encoded anew, so that nothing of the URL can end it.
 */
export const nextLink = (url: string, cursor: string): string => {
  const [path = '', query = ''] = url.split('?', 2)
  const parameters = new URLSearchParams(query)
  parameters.set('cursor', cursor)
  const safePath = path.replaceAll(/[^\w/.~%-]/gu, encodeURIComponent)
  return `<${safePath}?${parameters.toString()}>; rel="next"`
}
