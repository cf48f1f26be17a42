import { BASE } from './pages.ts'

const isReadable = (path: string): boolean => {
  try {
    return decodeURI(path) !== ''
  } catch {
    return false
  }
}

/**
 * The address that is asked for below the dashboard, where people follow links that were cut or mistyped: a path whose
 * percent-encoding is broken means its characters as they stand, so that it is answered as a page that is not there. Every
 * other address stays as it is.
 */
export const readableAddress = (url: string): string => {
  const [path = ''] = url.split('?', 1)
  if (!path.startsWith(`${BASE}/`) || isReadable(path)) return url
  return `${path.replaceAll('%', '%25')}${url.slice(path.length)}`
}
